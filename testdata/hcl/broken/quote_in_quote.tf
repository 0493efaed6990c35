resource "a" "b" {
  name = "say "hi" to"
}
