variable "group" {
  type = string
}

resource "ibm_is_security_group_rule" "clients" {
  count     = 1
  group     = var.group
  direction = "inbound"
  remote    = "10.10.0.0/16"
}
