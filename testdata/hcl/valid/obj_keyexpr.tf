x = { (a) = 1, "${b}" = 2, a.b = 3, 1 = 2, true = 3, null = 4 }
