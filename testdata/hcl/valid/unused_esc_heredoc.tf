x = <<EOT
 \" \n
EOT
