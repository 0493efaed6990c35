region = "x"
zone = "y"
region = "z"
