x = (f
(a))
