# 1:1-1:13: the file holds a list, not an object
#   help: begin with `{` and end with `}`
# lost: 1:1-1:13

