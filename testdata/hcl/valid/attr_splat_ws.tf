x = a.*
y = a[*]
