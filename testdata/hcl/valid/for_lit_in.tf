x = {for k in ["a","b"]:k=>k}
