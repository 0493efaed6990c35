x = ( # c
 a # d
)
