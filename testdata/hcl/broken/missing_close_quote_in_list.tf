locals {
  a = ["x, "y"]
}

variable "v" {
}
