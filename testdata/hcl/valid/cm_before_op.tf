x = (a # c
 + b)
