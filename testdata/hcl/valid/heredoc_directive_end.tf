x = <<EOT
%{ if a }
b
%{ endif }
EOT
