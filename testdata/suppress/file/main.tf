# Who owns this.

/* bluelint: ignore-file[administrator-role] until=2026-06-30 the last day counts,
   whatever comes */
resource "ibm_iam_authorization_policy" "one" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"]
}
