module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "3.2.0"

  vpc_id               = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  security_group_ids   = ["r006-5d7b3e4f-8c9a-4d0e-9f2b-3a4c5d6e7f80"]
  region               = "jp-tok"
  cloud_services       = ["ntp", "container-registry", "support-center"]
  cloud_service_by_crn = [{ name = "dns", crn = "ibm-dns-server2" }, { name = "pg", crn = "crn:v1:bluemix:public:databases-for-postgresql:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f::" }]
}
