locals {
  a = [for k of var.m : k]
}
