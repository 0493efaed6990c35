x = <<EOT
 ${f(
 a,
 b
 )}
EOT
