# A gateway in one account (provider ibm.cluster) reaches an instance in another (provider ibm), which lets it in.
terraform {
  required_providers {
    ibm = {
      source = "IBM-Cloud/ibm"
    }
  }
}

provider "ibm" {
  region = "us-south"
}

provider "ibm" {
  alias  = "cluster"
  region = "us-south"
}

locals {
  source_account = "7c2d9e8f1a3b4c5d6e7f8a9b0c1d2e3f"
  instance       = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
  instance_crn   = "crn:v1:bluemix:public:backup-recovery:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:${local.instance}::"
}

module "authorization" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "2.1.2"

  enable_cbr = false
  service_map = {
    gateway-to-backup = {
      source_service_account_id   = local.source_account
      source_service_name         = "is"
      source_resource_type        = "endpoint-gateway"
      source_resource_group_id    = "5f1e3a8c9b7d4e2fa6c0d8b1e4f7a923"
      target_service_name         = "backup-recovery"
      target_resource_instance_id = local.instance
      roles                       = ["Viewer"]
      description                 = "Gateways of ${local.source_account} to backup"
    }
  }
}

module "gateway" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "5.3.5"
  providers = {
    ibm = ibm.cluster
  }

  region             = "us-south"
  prefix             = "backup"
  vpc_name           = "cluster"
  vpc_id             = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  security_group_ids = ["r006-5d7b3e4f-8c9a-4d0e-9f2b-3a4c5d6e7f80"]
  subnet_zone_list = [
    { name = "vpe-1", id = "0717-3b5f1c2d-6a7e-4b8c-9d0f-1e2a3b4c5d6e", zone = "us-south-1" },
    { name = "vpe-2", id = "0727-4c6a2d3e-7b8f-4c9d-8e1a-2f3b4c5d6e7f", zone = "us-south-2", cidr = "10.20.10.0/24" },
  ]

  cloud_service_by_crn = [{
    crn          = local.instance_crn
    service_name = "backup-recovery"
    vpe_name     = "backup-vpe"
  }]

  depends_on = [module.authorization]
}
