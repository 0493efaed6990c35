resource "ibm_is_subnet_reserved_ip" "keys" {
  for_each = toset(["hub-1", "hub-1b", "hub-2", "apps-1"])
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

resource "ibm_is_virtual_endpoint_gateway_ip" "apps" {
  gateway     = module.keys_apps.id
  reserved_ip = ibm_is_subnet_reserved_ip.apps.reserved_ip
}

resource "ibm_is_security_group_target" "apps" {
  security_group = ibm_is_security_group.closed.id
  target         = module.keys_apps.id
}

resource "ibm_is_virtual_endpoint_gateway_resource_binding" "invoices" {
  endpoint_gateway_id = module.storage_again.id
  name                = "invoices"

  target {
    crn = ibm_cos_bucket.invoices.crn
  }
}
