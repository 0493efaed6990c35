x = <<-EOT
   a
   EOT
