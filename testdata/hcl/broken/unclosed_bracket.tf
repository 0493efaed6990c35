resource "a" "b" {
  names = ["x", "y"
  size  = 1
}

variable "v" {
}
