variable "a" { b { c = 1 } }
