x = a.*.b
y = a[*].b[0]
