x = {
 for a in b : a => f(a)
 + 1
}
