x = [for a in b ||
 c : a]
