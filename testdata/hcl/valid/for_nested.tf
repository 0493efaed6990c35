x = { for a in flatten([
 for b in c : [
 for d in b : {
 e = d
 }
 ]
]) : a.e => a }
