resource "ibm_is_virtual_endpoint_gateway" "time" {
  name            = "time-gateway"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.main.id
  security_groups = [ibm_is_security_group.main.id]

  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }

  ips {
    id = "0737-5ab3c18e-6f6c-4a69-8f48-20e3456647b5"
  }
}
