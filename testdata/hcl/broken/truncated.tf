resource "a" "b" {
  name = "x"
  list = [
    {
      a = 1