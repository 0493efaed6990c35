resource "a" "b" {
  name =
  size = 1
}
