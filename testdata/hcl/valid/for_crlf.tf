x = {
  for
 k in m :
 k => k
}
