resource "a" "b" {
  region = us south
  path = a/b/c d
}
