locals {
  a = {
    b "x"
  }
  c = {
    d
  }
}
