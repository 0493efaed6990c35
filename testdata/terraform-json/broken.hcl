# 2:3-2:15: JSON has no comments
#   help: remove it, or write it as a member `"//": "…"`
# 3:21-3:22: a comma follows the last member
#   help: remove it
# 7:27-7:27: a comma is missing here
#   help: write `,` between the two
# 8:22-8:25: the text `tru` is not in quotes
#   help: write `"` before and after it
# 10:4-10:4: the file ends before the `{` is closed
#   help: write `}` at the end
#   1:1-1:2: opened here
# lost: 1:1-10:4
# lost: 8:7-8:27
locals {
  a = 1
}
resource "x" "a" {
  name = "read"
}
resource "x" "b" {
  name = "not"
  other = 1
}
