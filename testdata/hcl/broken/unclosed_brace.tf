resource "a" "b" {
  name = "foo"

resource "a" "c" {
  name = "fine"
}
