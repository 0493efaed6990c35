# Whoever uses this as a module sets the variables: what is empty by their defaults is not missing.
variable "targets" {
  type    = list(object({ crn = string }))
  default = []
}

variable "enabled" {
  type    = bool
  default = false
}

locals {
  by_crn = { for target in var.targets : target.crn => target }
}

resource "ibm_is_virtual_endpoint_gateway" "direct" {
  name            = "direct"
  vpc             = ibm_is_vpc.main.id
  security_groups = [ibm_is_security_group.main.id]
  resource_group  = ibm_resource_group.main.id

  dynamic "target" {
    for_each = var.targets
    content {
      crn           = target.value.crn
      resource_type = "provider_cloud_service"
    }
  }
}

resource "ibm_is_virtual_endpoint_gateway" "computed" {
  name            = "computed"
  vpc             = ibm_is_vpc.main.id
  security_groups = [ibm_is_security_group.main.id]
  resource_group  = ibm_resource_group.main.id

  dynamic "target" {
    for_each = local.by_crn
    content {
      crn           = target.key
      resource_type = "provider_cloud_service"
    }
  }
}

resource "ibm_is_virtual_endpoint_gateway" "switched" {
  name            = "switched"
  vpc             = ibm_is_vpc.main.id
  security_groups = [ibm_is_security_group.main.id]
  resource_group  = ibm_resource_group.main.id

  dynamic "target" {
    for_each = var.enabled ? [var.keys_crn] : []
    content {
      crn           = target.value
      resource_type = "provider_cloud_service"
    }
  }
}

resource "ibm_is_virtual_endpoint_gateway" "filtered" {
  name            = "filtered"
  vpc             = ibm_is_vpc.main.id
  security_groups = [ibm_is_security_group.main.id]
  resource_group  = ibm_resource_group.main.id

  dynamic "target" {
    for_each = [for crn in [var.keys_crn] : crn if var.enabled]
    content {
      crn           = target.value
      resource_type = "provider_cloud_service"
    }
  }
}

# It passes on what its own callers set.
module "passed_on" {
  source  = "./modules/gateway"
  targets = var.targets
  groups  = [ibm_is_security_group.main.id]
}

# It sets nothing, so the defaults of the module hold: this one cannot be planned.
module "left_out" {
  source = "./modules/gateway"
}

resource "ibm_is_virtual_endpoint_gateway_ip" "direct" {
  gateway     = ibm_is_virtual_endpoint_gateway.direct.id
  reserved_ip = ibm_is_subnet_reserved_ip.direct.reserved_ip
}

resource "ibm_is_virtual_endpoint_gateway_ip" "computed" {
  gateway     = ibm_is_virtual_endpoint_gateway.computed.id
  reserved_ip = ibm_is_subnet_reserved_ip.computed.reserved_ip
}

resource "ibm_is_virtual_endpoint_gateway_ip" "switched" {
  gateway     = ibm_is_virtual_endpoint_gateway.switched.id
  reserved_ip = ibm_is_subnet_reserved_ip.switched.reserved_ip
}

resource "ibm_is_virtual_endpoint_gateway_ip" "filtered" {
  gateway     = ibm_is_virtual_endpoint_gateway.filtered.id
  reserved_ip = ibm_is_subnet_reserved_ip.filtered.reserved_ip
}
