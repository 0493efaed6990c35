variable "targets" {
  type    = list(object({ crn = string }))
  default = []
}

variable "groups" {
  type    = list(string)
  default = null
}

resource "ibm_is_virtual_endpoint_gateway" "main" {
  name            = "main"
  vpc             = ibm_is_vpc.main.id
  security_groups = var.groups
  resource_group  = ibm_resource_group.main.id

  dynamic "target" {
    for_each = var.targets
    content {
      crn           = target.value.crn
      resource_type = "provider_cloud_service"
    }
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "main" {
  gateway     = ibm_is_virtual_endpoint_gateway.main.id
  reserved_ip = ibm_is_subnet_reserved_ip.main.reserved_ip
}
