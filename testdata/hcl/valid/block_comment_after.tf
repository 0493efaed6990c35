a { # c
} # d
