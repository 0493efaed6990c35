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
