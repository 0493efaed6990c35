resource "a" "b" {
  text = <<EOT
    foo
}

resource "a" "c" {
}
