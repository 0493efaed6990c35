# 1:1-1:4: the file holds a text, not an object
#   help: begin with `{` and end with `}`
# lost: 1:1-1:4

