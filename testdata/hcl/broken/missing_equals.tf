resource "a" "b" {
  name "x"
}

resource "a" "c" {
  size 10
}

resource "a" "d" {
  name var.x
}
