x = { # c
 for a in b : # c
 a => a # d
}
