locals {
  a = ["x"]]
}

variable "v" {
}
