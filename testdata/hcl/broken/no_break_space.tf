locals {
  a = 1
}
