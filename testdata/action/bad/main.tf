resource "ibm_iam_authorization_policy" "vpe" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809\n"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Viewer"]
}
