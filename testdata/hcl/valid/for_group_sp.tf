x = { for a in b : a.k => a ... }
