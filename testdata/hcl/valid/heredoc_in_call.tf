x = f(<<EOT
 a
EOT
, b)
