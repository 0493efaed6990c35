x = (
  a +
  b
)
