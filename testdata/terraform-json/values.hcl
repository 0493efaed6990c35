# 1:82-1:85: `a` is written twice in one object
#   help: keep one of them: Terraform refuses the other
#   1:14-1:17: first here
a = "$${x} $$${y} %%{z}"
b = {
  "$${k}" = [
    1,
    true,
    null,
    "é",
  ]
}
dynamic = {
  "a" = {}
}
