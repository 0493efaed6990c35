resource "a" "b" {
  name = "x"
  size = 1
  name = "y"
}
