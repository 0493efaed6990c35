# Whether a gateway has security groups is decided by what the call leaves out: the first has none.
module "gateways" {
  source = "./gateway"
  gateways = [
    { name = "logs" },
    { name = "keys", groups = ["r006-33333333-aaaa-4bbb-8ccc-222222222222"] },
  ]
}

# The defaults of these are there to be changed, so that nothing is missing yet.
variable "groups" {
  default = []
}

variable "more" {
  default = { a = { groups = [] } }
}

locals {
  count_of = length(var.groups)
}

resource "ibm_is_virtual_endpoint_gateway" "by_default" {
  name            = "by-default"
  vpc             = "r006-11111111-aaaa-4bbb-8ccc-222222222222"
  security_groups = local.count_of > 0 ? var.groups : null

  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway" "each_by_default" {
  for_each        = { for key, one in var.more : key => { groups = [for id in one.groups : "r006-${id}"] } }
  name            = each.key
  vpc             = "r006-11111111-aaaa-4bbb-8ccc-222222222222"
  security_groups = length(each.value.groups) > 0 ? each.value.groups : null

  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }
}

module "passed" {
  source   = "./gateway"
  gateways = [{ name = "passed", groups = var.groups }]
}
