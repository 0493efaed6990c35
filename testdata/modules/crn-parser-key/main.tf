module "key" {
  source  = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser"
  version = "1.9.0"
  crn     = "crn:v1:bluemix:public:kms:us-south:a/1f4e0b5c7a9d4e3f8b2c6d1a0e9f7b35:6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f:key:0d9c8b7a-6f5e-4d3c-2b1a-0f9e8d7c6b5a"
}

resource "ibm_iam_authorization_policy" "key" {
  roles                    = ["Reader"]
  source_service_name      = "secrets-manager"
  source_resource_group_id = "5f1e3a8c9b7d4e2fa6c0d8b1e4f7a923"

  resource_attributes {
    name  = "serviceName"
    value = module.key.service_name
  }
  resource_attributes {
    name  = "accountId"
    value = module.key.account_id
  }
  resource_attributes {
    name  = "serviceInstance"
    value = module.key.service_instance
  }
  resource_attributes {
    name  = "resourceType"
    value = module.key.resource_type
  }
  resource_attributes {
    name  = "resource"
    value = module.key.resource
  }
}
