# terraform-ibm-modules/vpe-gateway/ibm, 5.0.0 up to 5.4.0.
# A gateway for each service, by name or by CRN, and an address for each of them in each subnet. Without a name of its
# own, a gateway is called by prefix, vpc_name and service, for a CRN without service_name its fifth field. A CRN that
# speaks of a private-path-service-gateway is the target of one; what is no CRN is refused at plan.
# sysdig-monitor is for ca-mon only before 5.3.0, and for all but us-south from then on; the registry of ca-mon came
# with 5.1.0. `reserved_ips` changes nothing: its type drops every key but "name".
# Source: terraform-ibm-modules/terraform-ibm-vpe-gateway, tags v5.0.0 to v5.3.5, looked at 2026-11-25.
# Left out: keys. The module keys its gateways by name and their addresses by subnet and service; here they are counted.
# The services are sets there (two that are equal in everything are one).
# Reserved addresses are made in the submodule `reserved-ips` there. `vpe_ips` is not known.

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
    zone = string
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
  type = list(object({
    service_name                = string
    vpe_name                    = optional(string)
    dns_resolution_binding_mode = optional(string, "disabled")
  }))
  default = []
}

variable "cloud_service_by_crn" {
  type = list(object({
    crn                         = string
    service_name                = optional(string)
    vpe_name                    = optional(string)
    dns_resolution_binding_mode = optional(string, "primary")
  }))
  default = []
}

variable "reserved_ips" {
  type = object({
    name = optional(string)
  })
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
    eu-es    = "es.icr.io"
    eu-fr2   = "fr2.icr.io"
    eu-gb    = "uk.icr.io"
    jp-osa   = "jp2.icr.io"
    jp-tok   = "jp.icr.io"
    us-south = "us.icr.io"
  }
  # Regions whose name came with a later version of this range.
  later_registries = {
    ca-mon = "ca2.icr.io"
  }
  registry = (contains(keys(local.registries), var.region) ? true : contains(keys(local.later_registries), var.region) ? terraform_data.version.id != "" : false) ? {
    place = var.region
    host  = merge(local.registries, local.later_registries)[var.region]
  } : { place = "us-east", host = "icr.io" }

  manager = var.region == "eu-fr2" ? "cert_mgr" : "cert-mgr"

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
    global-search               = { service = "global-search-tagging", place = "global", host = "api.${local.private}global-search-tagging.cloud.ibm.com" }
    global-search-tagging       = { service = "global-search-tagging", place = "global", host = "api.${local.private}global-search-tagging.cloud.ibm.com" }
    global-tagging              = { service = "ghost-tags", place = "global", host = "tags.${local.private}global-search-tagging.cloud.ibm.com" }
    globalcatalog               = { service = "globalcatalog", place = "global", host = "${local.private}globalcatalog.cloud.ibm.com" }
    hs-crypto                   = { service = "hs-crypto", place = var.region, host = "api.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-cert-mgr          = { service = "hs-crypto", place = var.region, host = "${local.manager}.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11              = { service = "hs-crypto", place = var.region, host = "ep11.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az1          = { service = "hs-crypto", place = var.region, host = "ep11-az1.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az2          = { service = "hs-crypto", place = var.region, host = "ep11-az2.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-ep11-az3          = { service = "hs-crypto", place = var.region, host = "ep11-az3.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-kmip              = { service = "hs-crypto", place = var.region, host = "kmip.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    hs-crypto-tke               = { service = "hs-crypto", place = var.region, host = "tke.${local.private}${var.region}.hs-crypto.cloud.ibm.com" }
    iam-svcs                    = { service = "iam-svcs", place = "global", host = "${local.private}iam.cloud.ibm.com" }
    is                          = { service = "is", place = var.region, host = "${var.region}.${local.private}iaas.cloud.ibm.com" }
    kms                         = { service = "kms", place = var.region, host = "${local.private}${var.region}.kms.cloud.ibm.com" }
    messaging                   = { service = "messaging", place = "global", host = "${local.private}messaging.cloud.ibm.com" }
    resource-controller         = { service = "resource-controller", place = "global", host = "${local.private}resource-controller.cloud.ibm.com" }
    support-center              = { service = "support", place = "global", host = "private.support-center.cloud.ibm.com" }
    sysdig-monitor              = { service = "sysdig-monitor", place = var.region, host = "${local.private}${var.region}.monitoring.cloud.ibm.com" }
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
      name          = service.vpe_name != null ? service.vpe_name : "${var.prefix}-${var.vpc_name}-${service.service_name}"
      crn           = service.service_name == "ntp" ? null : local.endpoints[service.service_name]
      target_name   = service.service_name == "ntp" ? "ibm-ntp-server" : null
      resource_type = service.service_name == "ntp" ? "provider_infrastructure_service" : "provider_cloud_service"
      dns           = service.dns_resolution_binding_mode
    }],
    [for service in var.cloud_service_by_crn : {
      name          = service.vpe_name != null ? service.vpe_name : "${var.prefix}-${var.vpc_name}-${service.service_name != null ? service.service_name : element(split(":", service.crn), 4)}"
      crn           = service.crn
      target_name   = null
      resource_type = strcontains(service.crn, "private-path-service-gateway") ? "private_path_service_gateway" : "provider_cloud_service"
      dns           = service.dns_resolution_binding_mode
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

# Stands for what the version decides.
resource "terraform_data" "version" {}

resource "ibm_is_virtual_endpoint_gateway" "vpe" {
  count = length(local.gateways)

  name                        = local.gateways[count.index].name
  vpc                         = var.vpc_id
  resource_group              = var.resource_group_id
  security_groups             = var.security_group_ids
  dns_resolution_binding_mode = local.gateways[count.index].dns

  target {
    crn           = local.gateways[count.index].crn
    name          = local.gateways[count.index].target_name
    resource_type = local.gateways[count.index].resource_type
  }
}

resource "ibm_is_subnet_reserved_ip" "ip" {
  count = length(local.ips)

  name   = local.ips[count.index].name
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
