resource "a" "b" {
  tags.name = "x"
}
