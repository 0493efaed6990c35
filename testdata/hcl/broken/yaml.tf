resource:
  a:
    name: x
