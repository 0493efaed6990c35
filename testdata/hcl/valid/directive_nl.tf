x = "%{ if a
 && b }c%{ endif }"
