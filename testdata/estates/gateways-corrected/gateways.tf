locals {
  keys    = "crn:v1:bluemix:public:kms:eu-de:::endpoint:private.eu-de.kms.cloud.ibm.com"
  storage = "crn:v1:bluemix:public:cloud-object-storage:global:::endpoint:s3.direct.eu-de.cloud-object-storage.appdomain.cloud"
}

module "keys_hub" {
  source = "./modules/service"
  name   = "keys"
  target = local.keys
  vpc    = ibm_is_vpc.hub.id
  groups = [ibm_is_security_group.services.id]
  mode   = "primary"
}

module "keys_apps" {
  source = "./modules/service"
  name   = "keys"
  target = local.keys
  vpc    = ibm_is_vpc.apps.id
  groups = [ibm_is_security_group.apps.id]
  mode   = "disabled"
}

module "storage" {
  source = "./modules/service"
  name   = "storage"
  target = local.storage
  vpc    = ibm_is_vpc.hub.id
  groups = [ibm_is_security_group.services.id]
  mode   = "primary"
}

module "storage_apps" {
  source = "./modules/service"
  name   = "storage"
  target = local.storage
  vpc    = ibm_is_vpc.apps.id
  groups = [ibm_is_security_group.apps.id]
  mode   = "per_resource_binding"
}

resource "ibm_is_virtual_endpoint_gateway" "secrets" {
  name            = "secrets"
  vpc             = ibm_is_vpc.apps.id
  resource_group  = data.ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.apps.id]

  target {
    crn           = ibm_resource_instance.secrets.crn
    resource_type = "provider_cloud_service"
  }
}

data "ibm_resource_group" "network" {
  name = "network"
}
