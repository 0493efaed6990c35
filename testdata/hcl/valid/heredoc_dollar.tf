x = <<EOT
 $${a} $a % %%{b} $$ \d "q" 
EOT
