a {
  x = 1
  # c
  y = {
 a = 1
 b = 2 # c
}
}
