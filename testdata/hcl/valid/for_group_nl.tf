x = { for a in b : a.k => a
... if a.c }
