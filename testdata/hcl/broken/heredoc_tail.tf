locals {
  a = jsonencode(<<EOT
    foo
EOT)
}

variable "v" {
}
