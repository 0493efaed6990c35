variable "buckets" {
  type    = set(string)
  default = ["a", "b"]
}

module "auth" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "2.0.0"

  service_map = {
    for name in var.buckets : "rule-${name}" => {
      source_service_name         = "cloud-object-storage"
      source_resource_instance_id = "11111111-2222-4333-8444-555555555555"
      target_service_name         = "cloud-object-storage"
      target_resource_group_id    = "5f1e3a8c9b7d4e2fa6c0d8b1e4f7a923"
      roles                       = ["Writer"]
      description                 = name
    }
  }
}
