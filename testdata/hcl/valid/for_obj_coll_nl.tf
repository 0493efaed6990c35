x = { for k, v in f(
 a) : k => merge(v, {
 a = 1
 }) }
