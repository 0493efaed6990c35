module "vpe" {
  source  = "terraform-ibm-modules/vpe-gateway/ibm"
  version = "2.3.1"

  vpc_id = "r006-6e8c4f5a-9d0b-4e1f-8a3c-4b5d6e7f8091"
}
