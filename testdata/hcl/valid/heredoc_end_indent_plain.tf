x = <<EOT
   a
   EOT
