resource "ibm_iam_authorization_policy" "one" {
  source_service_name = "cloud-object-storage"
  target_service_name = "kms"
  # bluelint: ignore[unscoped-target] why
  target_resource_instance_id = ibm_resource_instance.keys.guid
  # bluelint: ignore[administrator-role] why
  roles = ["Administrator"]
}
