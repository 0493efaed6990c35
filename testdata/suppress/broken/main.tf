# bluelint: ignore[invalid-hcl] what is not read is not checked
resource "ibm_iam_authorization_policy" "one" {
  source_service_name = "cloud-object-storage
  roles               = ["Reader"]
}

# bluelint: ignore[administrator-role] not everything was read, so that nobody knows
locals {}
