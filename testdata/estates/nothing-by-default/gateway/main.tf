variable "gateways" {
  type = list(object({
    name   = string
    groups = optional(list(string), [])
  }))
}

resource "ibm_is_virtual_endpoint_gateway" "one" {
  for_each        = { for index, gateway in var.gateways : index => gateway }
  name            = each.value.name
  vpc             = "r006-11111111-aaaa-4bbb-8ccc-222222222222"
  security_groups = length(each.value.groups) > 0 ? each.value.groups : null

  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }
}
