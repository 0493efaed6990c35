locals {
  a = ${var.b}
}
