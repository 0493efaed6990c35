# Two VPCs that share names, and what is wrong between the gateways in them.
resource "ibm_is_vpc" "hub" {
  name = "hub"

  dns {
    enable_hub = true
  }
}

resource "ibm_is_vpc" "apps" {
  name = "apps"
}

resource "ibm_is_vpc_dns_resolution_binding" "apps" {
  name   = "apps"
  vpc_id = ibm_is_vpc.apps.id

  vpc {
    id = ibm_is_vpc.hub.id
  }
}

locals {
  zones = {
    hub-1  = { vpc = ibm_is_vpc.hub.id, zone = "eu-de-1" }
    hub-1b = { vpc = ibm_is_vpc.hub.id, zone = "eu-de-1" }
    hub-2  = { vpc = ibm_is_vpc.hub.id, zone = "eu-de-2" }
    apps-1 = { vpc = ibm_is_vpc.apps.id, zone = "eu-de-1" }
  }
}

resource "ibm_is_subnet" "all" {
  for_each                 = local.zones
  name                     = each.key
  vpc                      = each.value.vpc
  zone                     = each.value.zone
  total_ipv4_address_count = 256
}

resource "ibm_is_security_group" "services" {
  name = "services"
  vpc  = ibm_is_vpc.hub.id
}

resource "ibm_is_security_group_rule" "everybody" {
  group     = ibm_is_security_group.services.id
  direction = "inbound"
  remote    = "0.0.0.0/0"
}

resource "ibm_is_security_group" "closed" {
  name = "closed"
  vpc  = ibm_is_subnet.all["apps-1"].vpc
}
