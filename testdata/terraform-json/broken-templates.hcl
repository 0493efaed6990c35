# 3:13-3:15: `${` is never closed in this text
#   help: write the closing `}`, or `$${` for these very letters
# 4:21-4:23: the quote within `${…}` is never closed
#   help: write the closing `\"`
# 5:14-5:16: `%{` is never closed in this text
#   help: write the closing `}`, or `%%{` for these very letters
# 6:15-6:16: nothing follows `+` on this line
#   help: put the whole expression in parentheses to write it on several lines
# 7:11-7:18: `:` does not belong into `${…}`
#   help: `${…}` is an expression of Terraform; write `$${…}` to have it in the text as it is
# 8:11-8:20: `%{ if a }` has no counterpart in this text
#   help: write `%{ endif }` after it
# 9:13-9:16: single quotes are no quotes in HCL
#   help: write `\"…\"`
# 10:11-10:16: `=` does not belong into `${…}`
#   help: `${…}` is an expression of Terraform; write `$${…}` to have it in the text as it is
# 11:11-11:14: there is nothing between `${` and `}`
#   help: write `$${` for `${` where these very letters are meant
# 12:20-12:25: `b` does not belong into `${…}`
#   help: `${…}` is an expression of Terraform; write `$${…}` to have it in the text as it is
# 13:28-13:31: `\q` is no escape sequence
#   help: write `\\\\` for a backslash; known are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\` and `\\u1234`
# 14:15-14:18: the heredoc `EOT` is never closed
#   help: write `EOT` on a line of its own
# 19:21-19:31: `${ibm.a}` is no reference and no keyword
#   help: write the name alone, without `${…}` and quotes
# 20:24-20:41: `${ibm_is_vpc.a}` is no reference and no keyword
#   help: write the name alone, without `${…}` and quotes
# 20:46-20:47: the value has ended before `b`
#   help: put a text in quotes, and each argument on a line of its own
# 20:52-20:53: `]` closes nothing
#   help: take it away, or write the opening one before it
# 25:61-25:73: `"string"` is no reference and no keyword
#   help: write the name alone, without `${…}` and quotes
# 25:97-25:98: `(` is never closed
#   help: write the `)` that belongs to it
#   25:98-25:98: the file ends here
locals {
  a = unreadable
  b = unreadable
  c = unreadable
  d = unreadable
  e = unreadable
  f = unreadable
  g = unreadable
  h = unreadable
  i = unreadable
  j = [
    "fine",
    unreadable,
  ]
  k = unreadable
  l = unreadable
}
resource "x" "a" {
  provider = unreadable
  depends_on = [
    unreadable,
    unreadable,
    unreadable,
  ]
  name = "still here"
}
variable "a" {
  type = [
    "string",
  ]
}
variable "b" {
  type = unreadable
}
variable "c" {
  type = unreadable
}
