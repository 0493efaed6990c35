x = (a
 .b
 .c)
