a {
 x = <<EOT
EOT
}