x = f(a,
 b,
)
