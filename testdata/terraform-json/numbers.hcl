locals {
  a = [
    0,
    -0,
    1.50,
    -1.5e+3,
    1E5,
    12345678901234567890.123456789,
    1e-7,
    unreadable,
  ]
  b = true
  c = null
  d = []
  e = {}
}
