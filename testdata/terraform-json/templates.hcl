# 17:5-17:11: `${a}` cannot be the name of an argument
#   help: begin it with a letter or `_`, followed by letters, digits, `_` and `-`
# 18:68-18:70: `${` is never closed in this text
#   help: write the closing `}`, or `$${` for these very letters
# 18:78-18:80: `${` is never closed in this text
#   help: write the closing `}`, or `$${` for these very letters
locals {
  escaped = "$${a} %%{b} $$${c} $ % $% {"
  several = "${a}-${b}%{ if c }d${e}%{ else }f%{ endif }"
  wrapped = "${a}"
  trimmed = "a \n${  b  }\n c"
  trimmed_text = "${ 1  }${""}"
  trimmed_dollar = "a\u0024${  b }"
  loop = "%{ for x in [1, 2]  } ${x}\n%{ endfor  }"
  nested = "${upper("}${lower("a")}")}"
  lines = "${
  a # }
  + b
}"
  heredoc = "${<<EOT
  one }
  ${two}
EOT
}"
  object = "${ { a = { b = 1 } }.a }"
  carriage = "x\r$${a}$${b}"
  windows = "x\r\n${a}"
  controls = "\u0000\u0007\u0008\u000c\u007f\u0085 "
  keys = {
    "${a}" = 1
    "a-${b}" = 2
    "$${c}" = 3
    "" = 4
    "//" = 5
    (unreadable[718]) = 6
    (unreadable[728]) = 7
  }
}
