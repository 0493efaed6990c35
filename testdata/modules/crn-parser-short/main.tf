module "key" {
  source  = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser"
  version = "1.9.0"
  crn     = "not a CRN"
}

resource "ibm_iam_authorization_policy" "nothing" {
  roles                       = ["Reader"]
  source_service_name         = "is"
  target_service_name         = module.key.service_name
  target_resource_instance_id = module.key.service_instance
}
