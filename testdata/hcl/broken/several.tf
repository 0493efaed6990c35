variable "a" {
  default =
}

variable "b" {
  default = "fine"
}

variable "c" {
  default = [1 2]
}

variable "d" {
  name: "x"
}
