locals {
  all = ["Administrator"] # bluelint: ignore[administrator-role] at the literal
}

module "one" {
  source = "./module"
  target = "kms"
  roles  = ["Administrator"]
}

# bluelint: ignore[administrator-role] at the call of the module
module "two" {
  source = "./module"
  target = "hs-crypto"
  roles  = ["Administrator"]
}

module "three" {
  source = "./module"
  target = "secrets-manager"
  roles  = local.all
}

module "four" {
  source = "./module"
  target = "appid"
  roles  = ["Administrator"] # bluelint: ignore[administrator-role] where it is passed on
}

resource "ibm_iam_authorization_policy" "own" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = var.roles # bluelint: ignore[administrator-role] where it is used
}

variable "roles" {
  default = ["Administrator"]
}

resource "ibm_iam_authorization_policy" "other" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = var.roles
}
