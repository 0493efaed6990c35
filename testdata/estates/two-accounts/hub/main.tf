resource "ibm_iam_authorization_policy" "archive" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97"
  roles                       = ["Viewer"]
}

# For another account, and for another instance: nearly the same, and both are needed.
resource "ibm_iam_authorization_policy" "archive_of_others" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "b7e1d94c3a5f4826908e1c7d2f6a3b50"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97"
  roles                       = ["Viewer"]
}

resource "ibm_iam_authorization_policy" "more" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "2a6c9e13-8b57-4f0d-a1c4-5d9e2b7f3806"
  roles                       = ["Viewer"]
}

# Made elsewhere, and deleted here.
variable "old_policy" {
  type = string
}

resource "ibm_iam_authorization_policy_detach" "old" {
  authorization_policy_id = var.old_policy
}
