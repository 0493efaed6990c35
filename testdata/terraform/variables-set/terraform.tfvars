first    = "tfvars"
later    = "tfvars"
list     = ["a", 1, true]
computed = upper("not allowed here")
