provider "ibm" {
  region = "us-south"
}

locals {
  gateways = ["logs"]
}

data "ibm_is_virtual_endpoint_gateway" "keys" {
  name = "keys"
}

data "ibm_is_security_group" "keys" {
  name = "keys"
}

resource "ibm_is_virtual_endpoint_gateway_ip" "keys" {
  gateway     = data.ibm_is_virtual_endpoint_gateway.keys.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}

resource "ibm_is_security_group_rule" "keys" {
  group     = data.ibm_is_security_group.keys.id
  direction = "inbound"
  remote    = "10.10.0.0/16"
  protocol  = "tcp"
  port_min  = 443
  port_max  = 443
}

data "ibm_is_security_group" "logs" {
  for_each = toset(local.gateways)
  name     = each.key
}

# A module from elsewhere, which may add anything.
module "logs" {
  source   = "example.com/network/addresses"
  groups   = [for one in data.ibm_is_security_group.logs : one.id]
  gateways = data.ibm_is_virtual_endpoint_gateway.logs[*].id
}

data "ibm_is_virtual_endpoint_gateway" "logs" {
  count = length(local.gateways)
  name  = local.gateways[count.index]
}
