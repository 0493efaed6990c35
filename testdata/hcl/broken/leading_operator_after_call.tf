locals {
  a = length(var.b)
    + 1
}
