x = <<EOT
%{ if a }
b
%{ else }
c
%{ endif }
EOT
