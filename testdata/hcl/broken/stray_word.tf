resource "a" "b" {
  name
}
