x = (
  a
  + b
)
