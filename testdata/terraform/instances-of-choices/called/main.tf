variable "name" {}

output "service" {
  value = "cloud-${var.name}"
}
