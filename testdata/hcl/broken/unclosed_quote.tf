resource "a" "b" {
  name = "foo
  size = 1
}

resource "a" "c" {
  name = "fine"
}
