module "gateway" {
  source  = "./modules/gateway"
  account = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  name    = "keys-gateway"
}

variable "from_file" {
  default = "1234567"
}

resource "ibm_iam_authorization_policy" "set_in_tfvars" {
  source_service_name         = "is"
  source_resource_type        = "share"
  source_service_account      = var.from_file
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
}

resource "ibm_iam_authorization_policy" "overridden" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
}
