# What is said of the white space alone stays the only thing that is said, also when it is suppressed.
resource "ibm_iam_authorization_policy" "one" {
  source_service_account      = " 3f1b2c4d5e6f708192a3b4c5d6e7f80" # bluelint: ignore[account-id-whitespace] known
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
}
