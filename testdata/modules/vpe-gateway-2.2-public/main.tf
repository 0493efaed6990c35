module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "~> 2.2.0"

  vpc_id = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
  subnet_zone_list = [
    { name = "vpe-1", id = "0717-3b5f1c2d-6a7e-4b8c-9d0f-1e2a3b4c5d6e", zone = "us-south-1" },
    { name = "vpe-2", id = "0727-4c6a2d3e-7b8f-4c9d-8e1a-2f3b4c5d6e7f", zone = "us-south-2", cidr = "10.20.10.0/24" },
  ]
  service_endpoints = "public"
  region            = "eu-de"
  prefix            = "shop"
  vpc_name          = "front"
  cloud_services    = ["kms", "container-registry"]
}
