# terraform-ibm-modules/vpe-gateway/ibm, 2.2.0 up to 2.3.1.
# As 1.1.0, but names have no ending.
# Source: terraform-ibm-modules/terraform-ibm-vpe-gateway, tags v2.2.0 to v2.3.0, looked at 2026-11-25.
# Left out: keys. The module keys its gateways by name and their addresses by subnet and service; here they are counted.

variable "region" {
  type    = string
  default = "us-south"
}

variable "prefix" {
  type    = string
  default = "vpe"
}

variable "vpc_name" {
  type    = string
  default = "vpc"
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "subnet_zone_list" {
  type = list(object({
    name = string
    id   = string
    zone = optional(string)
    cidr = optional(string)
  }))
  default = []
}

variable "resource_group_id" {
  type    = string
  default = null
}

variable "security_group_ids" {
  type    = list(string)
  default = null
}

variable "service_endpoints" {
  type    = string
  default = "private"
}

variable "cloud_services" {
  type    = list(string)
  default = ["kms", "cloud-object-storage"]
}

variable "cloud_service_by_crn" {
  type = list(object({
    name = string
    crn  = string
  }))
  default = []
}

locals {
  endpoints = {
    cloud-object-storage = "crn:v1:bluemix:public:cloud-object-storage:global:::endpoint:s3.direct.${var.region}.cloud-object-storage.appdomain.cloud"
    container-registry   = "crn:v1:bluemix:public:container-registry:${var.region}:::endpoint:vpe.${var.region}.container-registry.cloud.ibm.com"
    kms                  = "crn:v1:bluemix:public:kms:${var.region}:::endpoint:${var.service_endpoints}.${var.region}.kms.cloud.ibm.com"
  }

  gateways = concat(
    [for service in var.cloud_services : {
      name = "${var.prefix}-${var.vpc_name}-${service}"
      crn  = local.endpoints[service]
    }],
    [for service in var.cloud_service_by_crn : {
      name = "${var.prefix}-${var.vpc_name}-${service.name}"
      crn  = service.crn
    }],
  )

  # Services given by CRN get no address.
  ips = flatten([
    for subnet in var.subnet_zone_list : [
      for position, service in var.cloud_services : {
        subnet  = subnet.id
        gateway = position
      }
    ]
  ])
}

resource "ibm_is_virtual_endpoint_gateway" "vpe" {
  count = length(local.gateways)

  name            = local.gateways[count.index].name
  vpc             = var.vpc_id
  resource_group  = var.resource_group_id
  security_groups = var.security_group_ids

  target {
    crn           = local.gateways[count.index].crn
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_subnet_reserved_ip" "ip" {
  count = length(local.ips)

  subnet = local.ips[count.index].subnet
}

resource "ibm_is_virtual_endpoint_gateway_ip" "endpoint_gateway_ip" {
  count = length(local.ips)

  gateway     = ibm_is_virtual_endpoint_gateway.vpe[local.ips[count.index].gateway].id
  reserved_ip = ibm_is_subnet_reserved_ip.ip[count.index].reserved_ip
}
