variable "prefix" {
  type = string
}

variable "region" {
  type = string
}

module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "~> 4.7"

  prefix             = var.prefix
  region             = var.region
  vpc_id             = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  security_group_ids = ["r006-5d7b3e4f-8c9a-4d0e-9f2b-3a4c5d6e7f80"]
  cloud_services     = [{ service_name = "kms" }, { service_name = "cloud-object-storage" }]
}
