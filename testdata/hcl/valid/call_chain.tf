x = f(a).b[0].c
