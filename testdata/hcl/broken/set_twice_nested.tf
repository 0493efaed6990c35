resource "a" "b" {
  name = "x"
  tag {
    name = 1
    name = 2
  }
}
