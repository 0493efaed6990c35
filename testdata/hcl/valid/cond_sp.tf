x = a?b:c
