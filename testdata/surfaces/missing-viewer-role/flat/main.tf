resource "ibm_iam_authorization_policy" "policy" {
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  target_service_name         = "kms"
  target_resource_instance_id = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64"
  roles                       = ["Reader"]
}
