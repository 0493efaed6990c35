variable "name" {
  type = string
}

variable "target" {
  type = string
}

variable "kind" {
  type    = string
  default = "provider_cloud_service"
}

variable "vpc" {
  type = string
}

variable "groups" {
  type = list(string)
}

variable "mode" {
  type    = string
  default = null
}

resource "ibm_is_virtual_endpoint_gateway" "this" {
  name                        = var.name
  vpc                         = var.vpc
  resource_group              = data.ibm_resource_group.network.id
  security_groups             = var.groups
  dns_resolution_binding_mode = var.mode

  target {
    crn           = var.target
    resource_type = var.kind
  }
}

data "ibm_resource_group" "network" {
  name = "network"
}

output "id" {
  value = ibm_is_virtual_endpoint_gateway.this.id
}
