x = <<EOT


EOT
