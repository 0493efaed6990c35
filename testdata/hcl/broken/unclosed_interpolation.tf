resource "a" "b" {
  name = "x-${var.name"
  size = 1
}

variable "v" {
}
