first = "a.auto"
later = "a.auto"
