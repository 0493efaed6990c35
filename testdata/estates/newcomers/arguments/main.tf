resource "ibm_iam_authorization_policy" "vpe" {
  source_service_name = "is"
  source_account = var.account
  target_service_name = "secret-manager"
  target_instance_id = ibm_resource_instance.sm.id
  role = "Reader"
}
