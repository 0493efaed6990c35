x = <<A-B
 a
A-B
