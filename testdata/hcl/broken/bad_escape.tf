resource "a" "b" {
  pattern = "^\d+$"
}
