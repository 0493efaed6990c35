# terraform-ibm-modules/vpe-gateway/ibm, 3.0.0 up to 3.2.0.
# A gateway for each service, by name or by CRN, and an address for each of them in each subnet.
# Source: terraform-ibm-modules/terraform-ibm-vpe-gateway, tags v3.0.0 to v3.1.0, looked at 2026-11-25.
# Left out: keys. The module keys its gateways by name and their addresses by subnet and service; here they are counted.
# `vpe_ips` is not known.

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

variable "vpe_names" {
  type    = map(string)
  default = {}
}

locals {
  # What is reached: a service, where it is, and under which name.
  reached = {
    account-management      = { service = "account-management", place = "global", host = "${var.service_endpoints}.accounts.cloud.ibm.com" }
    billing                 = { service = "billing", place = "global", host = "${var.service_endpoints}.billing.cloud.ibm.com" }
    cloud-object-storage    = { service = "cloud-object-storage", place = "global", host = "s3.direct.${var.region}.cloud-object-storage.appdomain.cloud" }
    codeengine              = { service = "codeengine", place = var.region, host = "${var.service_endpoints}.${var.region}.codeengine.cloud.ibm.com" }
    container-registry      = { service = "container-registry", place = var.region, host = "${var.region}.icr.io" }
    directlink              = { service = "directlink", place = "global", host = "${var.service_endpoints}.directlink.cloud.ibm.com" }
    enterprise              = { service = "enterprise", place = "global", host = "${var.service_endpoints}.enterprise.cloud.ibm.com" }
    global-search-tagging   = { service = "global-search-tagging", place = "global", host = "api.${var.service_endpoints}.global-search-tagging.cloud.ibm.com" }
    globalcatalog           = { service = "globalcatalog", place = "global", host = "${var.service_endpoints}.globalcatalog.cloud.ibm.com" }
    hs-crypto               = { service = "hs-crypto", place = var.region, host = "api.${var.service_endpoints}.${var.region}.hs-crypto.cloud.ibm.com" }
    hyperp-dbaas-mongodb    = { service = "hyperp-dbaas-mongodb", place = var.region, host = "dbaas900-mongodb.${var.service_endpoints}.hyperp-dbaas.cloud.ibm.com" }
    hyperp-dbaas-postgresql = { service = "hyperp-dbaas-postgresql", place = var.region, host = "dbaas900-postgresql.${var.service_endpoints}.hyperp-dbaas.cloud.ibm.com" }
    iam-svcs                = { service = "iam-svcs", place = "global", host = "${var.service_endpoints}.iam.cloud.ibm.com" }
    is                      = { service = "is", place = var.region, host = "${var.region}.${var.service_endpoints}.iaas.cloud.ibm.com" }
    kms                     = { service = "kms", place = var.region, host = "${var.service_endpoints}.${var.region}.kms.cloud.ibm.com" }
    resource-controller     = { service = "resource-controller", place = "global", host = "${var.service_endpoints}.resource-controller.cloud.ibm.com" }
    transit                 = { service = "transit", place = "global", host = "${var.service_endpoints}.transit.cloud.ibm.com" }
    user-management         = { service = "user-management", place = "global", host = "${var.service_endpoints}.user-management.cloud.ibm.com" }
  }

  endpoints = merge(
    { for name, at in local.reached : name => "crn:v1:bluemix:public:${at.service}:${at.place}:::endpoint:${at.host}" },
    {
      dns-svcs = "crn:v1:bluemix:public:dns-svcs:global::::"
    },
  )

  gateways = concat(
    [for service in var.cloud_services : {
      name = lookup(var.vpe_names, service, "${var.prefix}-${var.vpc_name}-${service}")
      crn  = local.endpoints[service]
    }],
    [for service in var.cloud_service_by_crn : {
      name = lookup(var.vpe_names, service.name, "${var.prefix}-${var.vpc_name}-${service.name}")
      crn  = service.crn
    }],
  )

  ips = flatten([
    for subnet in var.subnet_zone_list : [
      for position, gateway in local.gateways : {
        subnet  = subnet.id
        gateway = position
        name    = "${gateway.name}-${replace(subnet.zone, "${var.region}-", "")}"
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

output "crn" {
  value = ibm_is_virtual_endpoint_gateway.vpe[*].crn
}
