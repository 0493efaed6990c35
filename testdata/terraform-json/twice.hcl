# 4:38-4:41: `c` is written twice in one object
#   help: keep one of them: Terraform refuses the other
#   4:30-4:33: first here
# 7:36-7:42: `name` is written twice in one object
#   help: keep one of them: Terraform refuses the other
#   7:21-7:27: first here
# 7:76-7:79: `k` is written twice in one object
#   help: keep one of them: Terraform refuses the other
#   7:60-7:63: first here
locals {
  a = 1
}
locals {
  b = 1
}
locals {
  c = 1
}
resource "x" "a" {
  block = [
    {
      "n" = 1
    },
    {
      "n" = 2
    },
    {
      "n" = 3
    },
  ]
}
resource "x" "b" {
  name = "one"
  map = {
    "k" = 1
    "l" = 2
  }
}
resource "y" "c" {
  n = 1
  m = 2
}
