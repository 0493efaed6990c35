provider "ibm" {
  region = "eu-de"
}

data "ibm_is_virtual_endpoint_gateway" "lonely" {
  name = var.name
}

data "ibm_is_security_group" "lonely" {
  name = var.name
}

resource "ibm_is_virtual_endpoint_gateway_ip" "lonely" {
  gateway     = data.ibm_is_virtual_endpoint_gateway.lonely.id
  reserved_ip = ibm_is_subnet_reserved_ip.lonely.reserved_ip
}

resource "ibm_is_security_group_rule" "lonely" {
  group     = data.ibm_is_security_group.lonely.id
  direction = "inbound"
  remote    = "10.10.0.0/16"
  protocol  = "tcp"
  port_min  = 443
  port_max  = 443
}
