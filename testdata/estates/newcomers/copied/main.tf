variable "source_account" { default = "<your-account-id>" }
resource "ibm_iam_authorization_policy" "p" {
  source_service_name         = "is.endpoint-gateway"
  source_service_account      = "var.source_account"
  target_service_name         = "cloud-object-storage"
  target_resource_type        = "service-instance"
  target_resource_instance_id = "my-cos-instance"
  roles                       = ["reader,writer"]
}
resource "ibm_iam_authorization_policy" "q" {
  source_service_name    = "is"
  source_resource_type   = "endpoint-gateway"
  source_service_account = var.source_account
  target_service_name    = "kms"
  roles                  = ["NONE"]
}
