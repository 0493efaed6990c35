x = f( /* a */ )
y = f(
# a
)
