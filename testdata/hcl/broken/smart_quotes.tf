resource "a" "b" {
  name = “foo”
}
