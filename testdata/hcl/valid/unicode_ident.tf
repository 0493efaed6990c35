größe = 1
x = { größe = 2 }
