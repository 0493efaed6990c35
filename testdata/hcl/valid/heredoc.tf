x = <<EOT
 a ${b} %{ if c }d%{ else }e%{ endif }
EOT
