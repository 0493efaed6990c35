x = {for a in b : a
 ? "x" : "y" => a}
