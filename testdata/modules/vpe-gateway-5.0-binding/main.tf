module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "5.0.0"

  vpc_id             = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  security_group_ids = ["r006-5d7b3e4f-8c9a-4d0e-9f2b-3a4c5d6e7f80"]
  subnet_zone_list = [
    { name = "vpe-1", id = "0717-3b5f1c2d-6a7e-4b8c-9d0f-1e2a3b4c5d6e", zone = "us-south-1" },
    { name = "vpe-2", id = "0727-4c6a2d3e-7b8f-4c9d-8e1a-2f3b4c5d6e7f", zone = "us-south-2", cidr = "10.20.10.0/24" },
  ]
  resource_group_id    = "5f1e3a8c9b7d4e2fa6c0d8b1e4f7a923"
  service_endpoints    = "public"
  region               = "eu-fr2"
  cloud_services       = [{ service_name = "hs-crypto-cert-mgr", dns_resolution_binding_mode = "per_resource_binding" }, { service_name = "ntp" }]
  cloud_service_by_crn = [{ crn = "crn:v1:bluemix:public:databases-for-postgresql:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f::", dns_resolution_binding_mode = "disabled" }]
}
