resource "ibm_iam_authorization_policy" "one" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"] # bluelint: ignore[administrator-role] until=2026-06-29 was for a while
}

# bluelint: ignore[unscoped-target, administrator-role] not to be suppressed
resource "ibm_iam_authorization_policy" "two" {
  source_service_name = "cloud-object-storage"
  target_service_name = "hs-crypto"
  roles               = ["Administrator"]
}

# bluelint: ignore[invalid-hcl, unused-suppression, roles]
locals {}
