variable "region" {
  type = string
}

variable "instance" {
  type = string
}

module "key" {
  source  = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser"
  version = "1.9.0"
  crn     = "crn:v1:bluemix:public:kms:${var.region}:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:${var.instance}::"
}

resource "ibm_iam_authorization_policy" "partly" {
  roles                       = ["Reader"]
  source_service_name         = "cloud-object-storage"
  target_service_name         = module.key.service_name
  target_resource_instance_id = module.key.service_instance
}
