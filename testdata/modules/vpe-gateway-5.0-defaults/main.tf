module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "5.3.5"

  vpc_id               = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  cloud_service_by_crn = [{ crn = "crn:v1:bluemix:public:databases-for-postgresql:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f::", vpe_name = "orders-db" }]
}
