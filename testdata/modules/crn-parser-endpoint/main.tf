module "key" {
  source  = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser"
  version = "1.0.0"
  crn     = "crn:v1:bluemix:public:cloud-object-storage:global:::endpoint:s3.direct.us-south.cloud-object-storage.appdomain.cloud"
}

# Nobody's: no scope and no instance.
resource "ibm_iam_authorization_policy" "endpoint" {
  roles                       = ["Reader"]
  description                 = "${module.key.region} ${module.key.ctype} ${module.key.resource_type} ${module.key.resource}"
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = module.key.scope
  target_service_name         = module.key.service_name
  target_resource_instance_id = module.key.service_instance
}
