module "auth" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "2.3.3"

  enable_cbr = false
  service_map = {
    replicate = {
      roles = ["Writer"]
      subject_attributes = [
        { name = "accountId", value = "1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35" },
        { name = "serviceName", value = "cloud-object-storage" },
        { name = "resourceType", value = "bucket" },
      ]
      resource_attributes = [
        { name = "accountId", value = "1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35" },
        { name = "serviceName", value = "cloud-object-storage" },
        { name = "serviceInstance", value = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f" },
        { name = "resource", value = "copies-*", operator = "stringMatch" },
      ]
    }
    mixed = {
      roles               = ["Reader"]
      source_service_name = "secrets-manager"
      resource_attributes = [{ name = "serviceName", value = "kms" }]
    }
  }
}
