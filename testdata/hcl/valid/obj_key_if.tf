x = { if = 1, in = 2, format = 3 }
