output "role" {
  value = "Administrator"
}

output "known" {
  value = "Administrator" # bluelint: ignore[administrator-role] at the literal
}
