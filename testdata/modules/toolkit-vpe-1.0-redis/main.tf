variable "ibmcloud_api_key" {
  type = string
}

module "vpe" {
  source = "github.com/cloud-native-toolkit/terraform-ibm-vpe-gateway.git?ref=v1.0.0"

  resource_group_name = "shop"
  region              = "us-south"
  ibmcloud_api_key    = var.ibmcloud_api_key
  name_prefix         = "My_shop"
  vpc_id              = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  vpc_subnet_count    = 2
  vpc_subnets = [
    { label = "vpe", id = "0717-3b5f1c2d-6a7e-4b8c-9d0f-1e2a3b4c5d6e", zone = "us-south-1" },
    { label = "vpe", id = "0727-4c6a2d3e-7b8f-4c9d-8e1a-2f3b4c5d6e7f", zone = "us-south-2" },
  ]
  resource_label = "redis"
  resource_crn   = "crn:v1:bluemix:public:databases-for-redis:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f::"
}
