variable "account" {
  type = string
}

resource "ibm_iam_authorization_policy" "keys" {
  source_service_account      = var.account
  source_service_name         = "cloud-object-storage"
  source_resource_instance_id = "9b1e4c7a-1234-4234-8234-1234567890ab"
  target_service_name         = "kms"
  target_resource_instance_id = "8f4c1f52-6d0e-4a53-9a0b-2f1d6c7e8b90"
  roles                       = ["Reader"]
}
