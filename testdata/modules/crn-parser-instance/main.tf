module "key" {
  source  = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser"
  version = "1.1.0"
  crn     = "crn:v1:bluemix:public:hs-crypto:eu-de:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f::"
}

# The last two fields are empty, so null: the policy is about the whole instance.
resource "ibm_iam_authorization_policy" "instance" {
  roles                       = ["Reader"]
  source_service_name         = "cloud-object-storage"
  source_service_account      = module.key.account_id
  target_service_name         = module.key.service_name
  target_resource_instance_id = module.key.service_instance
  target_resource_type        = module.key.resource_type
}
