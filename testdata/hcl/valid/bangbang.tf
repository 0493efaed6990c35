x = !!a
y = --a
z = !-a
