x = "%{ if a }say \"b\"%{ endif }"
