provider "ibm" {
  region = "eu-de"
}

resource "ibm_is_vpc" "main" {
  name = "main"
}

resource "ibm_is_subnet" "main" {
  name                     = "main"
  vpc                      = ibm_is_vpc.main.id
  zone                     = "eu-de-1"
  total_ipv4_address_count = 16
}

resource "ibm_is_security_group" "closed" {
  name = "closed"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_security_group" "outbound" {
  name = "outbound"
  vpc  = ibm_is_vpc.main.id
}

resource "ibm_is_security_group_rule" "outbound" {
  group     = ibm_is_security_group.outbound.id
  direction = "outbound"
  remote    = "0.0.0.0/0"
}

resource "ibm_is_security_group" "open" {
  name = "open"
  vpc  = ibm_is_vpc.main.id
}

module "rules" {
  source = "./rules"
  group  = ibm_is_security_group.open.id
}

resource "ibm_resource_instance" "keys" {
  for_each = toset(["alone", "bound", "targeted", "a", "b"])
  name     = each.key
  service  = "kms"
  plan     = "tiered-pricing"
  location = "eu-de"
}

resource "ibm_is_virtual_endpoint_gateway" "alone" {
  name            = "alone"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.closed.id]

  target {
    crn           = ibm_resource_instance.keys["alone"].crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway" "bound" {
  name            = "bound"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.closed.id, ibm_is_security_group.outbound.id]

  target {
    crn           = ibm_resource_instance.keys["bound"].crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway" "targeted" {
  name            = "targeted"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.closed.id, ibm_is_security_group.open.id]

  target {
    crn           = ibm_resource_instance.keys["targeted"].crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway" "each" {
  for_each        = toset(["a", "b"])
  name            = each.key
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.open.id]

  target {
    crn           = ibm_resource_instance.keys[each.key].crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_resource_group" "network" {
  name = "network"
}

resource "ibm_is_subnet_reserved_ip" "bound" {
  subnet = ibm_is_subnet.main.id
  name   = "bound"
}

module "address" {
  source      = "./address"
  gateway     = ibm_is_virtual_endpoint_gateway.bound.id
  reserved_ip = ibm_is_subnet_reserved_ip.bound.reserved_ip
}

resource "ibm_is_subnet_reserved_ip" "targeted" {
  subnet = ibm_is_subnet.main.id
  name   = "targeted"
  target = ibm_is_virtual_endpoint_gateway.targeted.id
}

resource "ibm_is_subnet_reserved_ip" "each" {
  for_each = ibm_is_virtual_endpoint_gateway.each
  subnet   = ibm_is_subnet.main.id
  name     = each.key
}

resource "ibm_is_virtual_endpoint_gateway_ip" "each" {
  for_each    = ibm_is_subnet_reserved_ip.each
  gateway     = ibm_is_virtual_endpoint_gateway.each[each.key].id
  reserved_ip = each.value.reserved_ip
}
