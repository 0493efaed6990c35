provider "ibm" {
  region = "us-south"
}

data "ibm_is_virtual_endpoint_gateway" "foreign" {
  name = "foreign"
}

data "ibm_is_security_group" "foreign" {
  name = "foreign"
}

resource "ibm_is_virtual_endpoint_gateway_ip" "foreign" {
  gateway     = data.ibm_is_virtual_endpoint_gateway.foreign.id
  reserved_ip = ibm_is_subnet_reserved_ip.foreign.reserved_ip
}

resource "ibm_is_security_group_rule" "foreign" {
  group     = data.ibm_is_security_group.foreign.id
  direction = "inbound"
  remote    = "10.10.0.0/16"
  protocol  = "tcp"
  port_min  = 443
  port_max  = 443
}

# Whatever this is, it is in another account.
resource "ibm_is_security_group_rule" "given" {
  group     = var.group
  direction = "inbound"
  remote    = "10.10.0.0/16"
}
