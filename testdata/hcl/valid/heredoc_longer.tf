x = <<EOT
 a
EOTX
EOT
