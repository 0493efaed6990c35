resource "a" "b" {
  name = <<EOT
 x ${var.name
EOT
  size = 1
}

variable "v" {
}
