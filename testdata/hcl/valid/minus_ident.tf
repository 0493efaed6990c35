x = a-b
y = a -b
z = 1-b
