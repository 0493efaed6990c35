# 2:14-2:17: the body of `locals` is a text, not an object
#   help: write its arguments in `{ … }`
# 2:21-2:26: `a b` cannot be the name of an argument
#   help: begin it with a letter or `_`, followed by letters, digits, `_` and `-`
# 3:29-3:32: the body of `b` is a text, not an object
#   help: write its arguments in `{ … }`
# 3:40-3:41: the body of `c` is a number, not an object
#   help: write its arguments in `{ … }`
# 3:56-3:61: `e f` cannot be the name of anything
#   help: begin it with a letter or `_`, followed by letters, digits, `_` and `-`
# 3:74-3:77: a text stands where Terraform expects an object whose member names are each a name
#   help: write `{ … }`, or a list of such
# 3:84-3:86: this `resource` has no name
#   help: write `"resource": { "TYPE": { "NAME": { … } } }`
# 4:11-4:13: this `data` has no type
#   help: write `"data": { "TYPE": { "NAME": { … } } }`
# 5:13-5:17: this `module` has no name
#   help: write `"module": { "NAME": { … } }`
# 6:14-6:19: a list stands where Terraform expects an object whose member names are each a name
#   help: write `{ … }`, or a list of such
# 7:23-7:40: the body of `//` is a text, not an object
#   help: write its arguments in `{ … }`
# 8:41-8:49: `1valid` cannot be the name of an argument
#   help: begin it with a letter or `_`, followed by letters, digits, `_` and `-`
# 9:12-9:13: a number stands where Terraform expects an object whose member names are each a name
#   help: write `{ … }`, or a list of such
# lost: 2:14-2:17
# lost: 3:29-3:32
# lost: 3:40-3:41
# lost: 3:56-3:65
# lost: 3:74-3:77
# lost: 6:14-6:19
# lost: 7:23-7:40
# lost: 9:12-9:13
locals {
  c = 2
}
resource "a" "c" {
  d = 1
}
provider "ibm" {
  in-valid = 1
}
