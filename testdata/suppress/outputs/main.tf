# bluelint: ignore[administrator-role] at the call that only gives the value
module "given" {
  source = "./module"
}

resource "ibm_iam_authorization_policy" "one" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = [module.given.role]
}

resource "ibm_iam_authorization_policy" "two" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = [module.given.role] # bluelint: ignore[administrator-role] where it is used
}

resource "ibm_iam_authorization_policy" "three" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "appid"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = [module.given.known]
}
