provider "ibm" {
  region = "us-south"
}

resource "ibm_is_security_group" "keys" {
  name = "keys"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_virtual_endpoint_gateway" "keys" {
  name            = "keys"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.keys.id]

  target {
    crn           = ibm_resource_instance.kms.crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_security_group" "logs" {
  name = "logs"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_virtual_endpoint_gateway" "logs" {
  name            = "logs"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.logs.id]

  target {
    crn           = ibm_resource_instance.logs.crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_security_group" "lonely" {
  name = "lonely"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_virtual_endpoint_gateway" "lonely" {
  name            = "lonely"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.lonely.id]

  target {
    crn           = ibm_resource_instance.databases-for-redis.crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_security_group" "foreign" {
  name = "foreign"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_virtual_endpoint_gateway" "foreign" {
  name            = "foreign"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.foreign.id]

  target {
    crn           = ibm_resource_instance.messagehub.crn
    resource_type = "provider_cloud_service"
  }
}
