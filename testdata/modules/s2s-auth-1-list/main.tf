module "auth" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "1.2.10"

  # Resource type and account are no fields of this version: Terraform drops them.
  service_map = [
    {
      source_service_name         = "cloud-object-storage"
      source_resource_instance_id = "11111111-2222-4333-8444-555555555555"
      target_service_name         = "kms"
      target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
      roles                       = ["Reader", "Authorization Delegator"]
      description                 = "Bucket keys"
    },
    {
      source_service_name         = "is"
      source_resource_type        = "flow-log-collector"
      source_resource_group_id    = "5f1e3a8c9b7d4e2fa6c0d8b1e4f7a923"
      source_service_account_id   = "7c2d9e8f1a3b4c5d6e7f8a9b0c1d2e3f"
      target_service_name         = "cloud-object-storage"
      target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
      roles                       = ["Writer"]
    },
  ]
}
