variable "v" {
}
/* never
variable "w" {
}
