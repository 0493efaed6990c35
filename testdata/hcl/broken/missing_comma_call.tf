locals {
  a = merge({} var.x)
}
