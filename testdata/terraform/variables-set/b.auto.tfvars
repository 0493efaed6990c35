later = "b.auto"
