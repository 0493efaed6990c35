# terraform-ibm-modules/toolkit-vpe-gateway/ibm, 1.1.0 up to 2.0.0.
# One gateway for one resource, with an address in each of the first vpc_subnet_count subnets and no security group.
# A script asks VPC for its endpoint targets and takes the one whose CRN is resource_crn; for Object Storage and (from
# 1.5.0 on) the registry the one whose CRN holds the service's name and the region. Its type is what VPC says.
# Source: terraform-ibm-modules/terraform-ibm-toolkit-vpe-gateway, tags v1.1.0 to v1.6.2, looked at 2026-11-25.
# `sync` came with 1.4.0; before, there is no output of that name.

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

variable "resource_service" {
  type = string
}

variable "sync" {
  type    = string
  default = ""
}

data "ibm_resource_group" "resource_group" {
  name = var.resource_group_name
}

data "ibm_is_subnet" "subnets" {
  count      = var.vpc_subnet_count
  identifier = var.vpc_subnets[count.index].id
}

# Stands for what the script finds.
resource "terraform_data" "found" {}

resource "ibm_is_virtual_endpoint_gateway" "vpe-gateway" {
  name           = lower(replace("${var.name_prefix == "" ? var.resource_group_name : var.name_prefix}-vpe-${var.resource_label}", "_", "-"))
  vpc            = var.vpc_id
  resource_group = data.ibm_resource_group.resource_group.id
  tags           = [var.resource_label]

  target {
    crn           = contains(["cloud-object-storage", "container-registry"], var.resource_service) ? terraform_data.found.id : var.resource_crn
    resource_type = terraform_data.found.id
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

output "sync" {
  value = var.resource_service
}
