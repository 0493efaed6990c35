resource "a" "b" {
  tags {
    key = "foo"

  name = "x"
}

resource "a" "c" {
  name = "fine"
}
