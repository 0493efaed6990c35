x = <<EOT
 a
EOT, foo
EOT
