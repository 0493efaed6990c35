account = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
