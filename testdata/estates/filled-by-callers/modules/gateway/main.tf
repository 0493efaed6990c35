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

  dynamic "target" {
    for_each = var.targets
    content {
      crn           = target.value.crn
      resource_type = "provider_cloud_service"
    }
  }
}
