module "auth" {
  source = "github.com/terraform-ibm-modules/terraform-ibm-toolkit-iam-service-authorization?ref=v1.2.1"

  source_service_name         = "cloud-object-storage"
  source_resource_instance_id = "11111111-2222-4333-8444-555555555555"
  target_service_name         = "kms"
  target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
  target_instance             = true
}
