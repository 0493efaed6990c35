variable "gateway" {
  type = string
}

variable "reserved_ip" {
  type = string
}

resource "ibm_is_virtual_endpoint_gateway_ip" "address" {
  gateway     = var.gateway
  reserved_ip = var.reserved_ip
}
