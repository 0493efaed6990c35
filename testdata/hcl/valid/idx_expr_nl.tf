x = a[b
 + c]
