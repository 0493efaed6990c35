variable "w" {
}
<<<<<<< HEAD
variable "x" {
}
=======
variable "y" {
}
>>>>>>> other

variable "v" {
}
