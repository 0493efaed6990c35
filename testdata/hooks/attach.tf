resource "ibm_is_security_group_target" "keys" {
  security_group = ibm_is_security_group.keys.id
  target         = ibm_is_virtual_endpoint_gateway.keys.id
}
