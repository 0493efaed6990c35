x = f( # a
 a # b
 , b // c
)
