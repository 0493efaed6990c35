x = f (a)
