x = <<EOT
 a
EOT  
