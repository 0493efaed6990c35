variable "ibmcloud_api_key" {
  type = string
}

module "auth" {
  source = "github.com/cloud-native-toolkit/terraform-ibm-iam-service-authorization?ref=v1.2.9"

  ibmcloud_api_key            = var.ibmcloud_api_key
  source_service_account      = "7c2d9e8f1a3b4c5d6e7f8a9b0c1d2e3f"
  source_service_name         = "cloud-object-storage"
  source_resource_instance_id = "11111111-2222-4333-8444-555555555555"
  target_service_name         = "kms"
  target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
  source_instance             = true
  target_instance             = true
}
