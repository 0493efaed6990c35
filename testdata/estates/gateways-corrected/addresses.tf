resource "ibm_is_subnet_reserved_ip" "keys" {
  for_each = toset(["hub-1", "hub-2", "hub-3"])
  subnet   = ibm_is_subnet.all[each.key].id
  name     = "keys-${each.key}"
}

resource "ibm_is_virtual_endpoint_gateway_ip" "keys" {
  for_each    = ibm_is_subnet_reserved_ip.keys
  gateway     = module.keys_hub.id
  reserved_ip = each.value.reserved_ip
}

resource "ibm_is_subnet_reserved_ip" "apps" {
  subnet = ibm_is_subnet.all["apps-1"].id
  name   = "keys"
  target = module.keys_apps.id
}

resource "ibm_is_virtual_endpoint_gateway_resource_binding" "invoices" {
  endpoint_gateway_id = module.storage_apps.id
  name                = "invoices"

  target {
    crn = ibm_cos_bucket.invoices.crn
  }
}

locals {
  bound = {
    storage = { gateway = module.storage.id, subnet = "hub-1" }
    apps    = { gateway = module.storage_apps.id, subnet = "apps-1" }
    secrets = { gateway = ibm_is_virtual_endpoint_gateway.secrets.id, subnet = "apps-1" }
    partner = { gateway = module.partner.id, subnet = "apps-1" }
  }
}

resource "ibm_is_subnet_reserved_ip" "others" {
  for_each = local.bound
  subnet   = ibm_is_subnet.all[each.value.subnet].id
  name     = each.key
}

resource "ibm_is_virtual_endpoint_gateway_ip" "others" {
  for_each    = local.bound
  gateway     = each.value.gateway
  reserved_ip = ibm_is_subnet_reserved_ip.others[each.key].reserved_ip
}
