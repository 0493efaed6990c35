resource "a" "b" {
  name = "x"
}
}

variable "v" {
}
