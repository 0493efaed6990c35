resource "a" "b" {
  name = "x" size = 1
}
