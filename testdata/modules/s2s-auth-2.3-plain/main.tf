module "auth" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "2.3.1"

  enable_cbr = false
  service_map = {
    logs = {
      source_service_name         = "is"
      source_resource_type        = "flow-log-collector"
      source_service_account_id   = "7c2d9e8f1a3b4c5d6e7f8a9b0c1d2e3f"
      target_service_name         = "cloud-object-storage"
      target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
      roles                       = ["Writer"]
    }
  }
}
