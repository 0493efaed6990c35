locals {
  a = concat(["x"], ["y"]
}

variable "v" {
}
