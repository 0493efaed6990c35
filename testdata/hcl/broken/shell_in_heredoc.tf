resource "a" "b" {
  script = <<EOT
    echo ${HOME:-/root}
  EOT
}
