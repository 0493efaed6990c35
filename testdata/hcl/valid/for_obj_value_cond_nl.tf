x = {
 for a in b : a =>
 a
 ? 1
 : 2
}
