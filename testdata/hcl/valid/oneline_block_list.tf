a { b = [
 c
] }
