x = <<EOT
%{ if a
 && b ~}
1
%{ endif ~}
EOT
