x = [a
 .b]
