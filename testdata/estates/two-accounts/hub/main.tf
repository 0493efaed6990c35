resource "ibm_iam_authorization_policy" "archive" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97"
  roles                       = ["Viewer"]
}
