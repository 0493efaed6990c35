resource "a" "b" {
<<<<<<< HEAD
  name = "x"
=======
  name = "y"
>>>>>>> other
}

variable "v" {
}
