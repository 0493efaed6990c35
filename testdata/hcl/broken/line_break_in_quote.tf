resource "a" "b" {
  name = "foo
  bar"
}

variable "v" {
}
