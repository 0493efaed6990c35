x = [<<EOT
 a
EOT
, <<-B
 b
 B
]
