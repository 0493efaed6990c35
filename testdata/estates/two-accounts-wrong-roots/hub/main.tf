# Twice, and then once more, wider.
resource "ibm_iam_authorization_policy" "twice" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75"
  roles                       = ["Viewer"]
}

resource "ibm_iam_authorization_policy" "twice_more" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75"
  roles                       = ["Viewer", "Operator"]
}

resource "ibm_iam_authorization_policy" "wide" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  roles                       = ["Editor"]
}
