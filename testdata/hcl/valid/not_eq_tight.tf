x = a!=b
