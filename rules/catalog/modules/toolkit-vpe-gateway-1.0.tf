# terraform-ibm-modules/toolkit-vpe-gateway/ibm, 1.0.0 up to 1.1.0.
# One gateway for one resource, with an address in each of the first vpc_subnet_count subnets and no security group.
# Source: terraform-ibm-modules/terraform-ibm-toolkit-vpe-gateway, tag v1.0.0, looked at 2026-11-25.

variable "resource_group_name" {
  type = string
}

variable "region" {
  type = string
}

variable "ibmcloud_api_key" {
  type = string
}

variable "name_prefix" {
  type    = string
  default = ""
}

variable "vpc_id" {
  type = string
}

variable "vpc_subnet_count" {
  type = number
}

variable "vpc_subnets" {
  type = list(object({
    label = string
    id    = string
    zone  = string
  }))
}

variable "resource_label" {
  type = string
}

variable "resource_crn" {
  type = string
}

variable "resource_type" {
  type    = string
  default = "provider_cloud_service"
}

data "ibm_resource_group" "resource_group" {
  name = var.resource_group_name
}

data "ibm_is_subnet" "subnets" {
  count      = var.vpc_subnet_count
  identifier = var.vpc_subnets[count.index].id
}

resource "ibm_is_virtual_endpoint_gateway" "vpe-gateway" {
  name           = lower(replace("${var.name_prefix == "" ? var.resource_group_name : var.name_prefix}-vpe-${var.resource_label}", "_", "-"))
  vpc            = var.vpc_id
  resource_group = data.ibm_resource_group.resource_group.id
  tags           = [var.resource_label]

  target {
    crn           = var.resource_crn
    resource_type = var.resource_type
  }

  dynamic "ips" {
    for_each = range(var.vpc_subnet_count)
    content {
      subnet = var.vpc_subnets[ips.value].id
      name   = "${data.ibm_is_subnet.subnets[ips.value].name}-${var.resource_label}"
    }
  }
}

output "id" {
  value = ibm_is_virtual_endpoint_gateway.vpe-gateway.id
}
