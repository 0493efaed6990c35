This is not Terraform at all.
But a text of two lines.
