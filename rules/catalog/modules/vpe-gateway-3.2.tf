# terraform-ibm-modules/vpe-gateway/ibm, 3.2.0 up to 4.0.0.
# A gateway for each service, by name or by CRN, and an address for each of them in each subnet. A target that is no
# CRN is the name of an infrastructure service.
# Source: terraform-ibm-modules/terraform-ibm-vpe-gateway, tags v3.2.0 to v3.2.0, looked at 2026-11-25.
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
  # How names of private endpoints begin.
  private = var.service_endpoints == "private" ? "private." : ""

  # The registry is reached under the region's own name, elsewhere under the global one in us-east.
  registries = {
    au-syd   = "au.icr.io"
    br-sao   = "br.icr.io"
    ca-tor   = "ca.icr.io"
    eu-de    = "de.icr.io"
    eu-gb    = "uk.icr.io"
    jp-osa   = "jp2.icr.io"
    jp-tok   = "jp.icr.io"
    us-south = "us.icr.io"
  }
  registry = contains(keys(local.registries), var.region) ? {
    place = var.region
    host  = local.registries[var.region]
  } : { place = "us-east", host = "icr.io" }

  # What is reached: a service, where it is, and under which name.
  reached = {
    account-management          = { service = "account-management", place = "global", host = "${local.private}accounts.cloud.ibm.com" }
    billing                     = { service = "billing", place = "global", host = "${local.private}billing.cloud.ibm.com" }
    cloud-object-storage        = { service = "cloud-object-storage", place = "global", host = "s3.direct.${var.region}.cloud-object-storage.appdomain.cloud" }
    cloud-object-storage-config = { service = "cloud-object-storage", place = "global", host = "config.direct.cloud-object-storage.cloud.ibm.com" }
    codeengine                  = { service = "codeengine", place = var.region, host = "${local.private}${var.region}.codeengine.cloud.ibm.com" }
    container-registry          = { service = "container-registry", place = local.registry.place, host = local.registry.host }
    containers-kubernetes       = { service = "containers-kubernetes", place = var.region, host = "api.${var.region}.containers.cloud.ibm.com" }
    context-based-restrictions  = { service = "context-based-restrictions", place = "global", host = "${local.private}cbr.cloud.ibm.com" }
    directlink                  = { service = "directlink", place = "global", host = "${local.private}directlink.cloud.ibm.com" }
    enterprise                  = { service = "enterprise", place = "global", host = "${local.private}enterprise.cloud.ibm.com" }
    global-search-tagging       = { service = "global-search-tagging", place = "global", host = "api.${local.private}global-search-tagging.cloud.ibm.com" }
    globalcatalog               = { service = "globalcatalog", place = "global", host = "${local.private}globalcatalog.cloud.ibm.com" }
    hs-crypto                   = { service = "hs-crypto", place = var.region, host = "api.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-cert-mgr          = { service = "hs-crypto", place = var.region, host = "cert-mgr.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11              = { service = "hs-crypto", place = var.region, host = "ep11.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az1          = { service = "hs-crypto", place = var.region, host = "ep11-az1.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az2          = { service = "hs-crypto", place = var.region, host = "ep11-az2.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az3          = { service = "hs-crypto", place = var.region, host = "ep11-az3.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-kmip              = { service = "hs-crypto", place = var.region, host = "kmip.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-tke               = { service = "hs-crypto", place = var.region, host = "tke.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hyperp-dbaas-mongodb        = { service = "hyperp-dbaas-mongodb", place = var.region, host = "dbaas900-mongodb.${local.private}hyperp-dbaas.cloud.ibm.com" }
    hyperp-dbaas-postgresql     = { service = "hyperp-dbaas-postgresql", place = var.region, host = "dbaas900-postgresql.${local.private}hyperp-dbaas.cloud.ibm.com" }
    iam-svcs                    = { service = "iam-svcs", place = "global", host = "${local.private}iam.cloud.ibm.com" }
    is                          = { service = "is", place = var.region, host = "${var.region}.${local.private}iaas.cloud.ibm.com" }
    kms                         = { service = "kms", place = var.region, host = "${local.private}${var.region}.kms.cloud.ibm.com" }
    messaging                   = { service = "messaging", place = "global", host = "${local.private}messaging.cloud.ibm.com" }
    resource-controller         = { service = "resource-controller", place = "global", host = "${local.private}resource-controller.cloud.ibm.com" }
    support-center              = { service = "support", place = "global", host = "private.support-center.cloud.ibm.com" }
    transit                     = { service = "transit", place = "global", host = "${local.private}transit.cloud.ibm.com" }
    user-management             = { service = "user-management", place = "global", host = "${local.private}user-management.cloud.ibm.com" }
    vmware                      = { service = "vmware", place = var.region, host = "api.${local.private}${var.region}.vmware.cloud.ibm.com" }
  }

  endpoints = merge(
    { for name, at in local.reached : name => "crn:v1:bluemix:public:${at.service}:${at.place}:::endpoint:${at.host}" },
    {
      dns-svcs = "crn:v1:bluemix:public:dns-svcs:global::::"
    },
  )

  gateways = concat(
    [for service in var.cloud_services : {
      name          = lookup(var.vpe_names, service, "${var.prefix}-${var.vpc_name}-${service}")
      crn           = service == "ntp" ? null : local.endpoints[service]
      target_name   = service == "ntp" ? "ibm-ntp-server" : null
      resource_type = service == "ntp" ? "provider_infrastructure_service" : "provider_cloud_service"
    }],
    [for service in var.cloud_service_by_crn : {
      name          = lookup(var.vpe_names, service.name, "${var.prefix}-${var.vpc_name}-${service.name}")
      crn           = can(regex("crn:v1:([^:]*:){6}", service.crn)) ? service.crn : null
      target_name   = can(regex("crn:v1:([^:]*:){6}", service.crn)) ? null : service.crn
      resource_type = can(regex("crn:v1:([^:]*:){6}", service.crn)) ? "provider_cloud_service" : "provider_infrastructure_service"
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
    name          = local.gateways[count.index].target_name
    resource_type = local.gateways[count.index].resource_type
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
