# terraform-ibm-modules/vpe-gateway/ibm, 2.3.1 up to 3.0.0.
# A gateway for each service, by name or by CRN, and an address for each of them in each subnet. Before 2.5.0 only
# three services by name can be given; `vpe_names` came with 2.7.0.
# Source: terraform-ibm-modules/terraform-ibm-vpe-gateway, tags v2.3.1 to v2.7.2, looked at 2026-11-25.
# Left out: keys. Gateways are counted there too; their addresses are keyed by subnet and service.
# The output crn came with 2.4.0; `vpe_ips` is not known.

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
    account-management          = { service = "account-management", place = "global", host = "${var.service_endpoints}.accounts.cloud.ibm.com" }
    billing                     = { service = "billing", place = "global", host = "${var.service_endpoints}.billing.cloud.ibm.com" }
    cloud-object-storage        = { service = "cloud-object-storage", place = "global", host = "s3.direct.${var.region}.cloud-object-storage.appdomain.cloud" }
    codeengine                  = { service = "codeengine", place = var.region, host = "${var.service_endpoints}.${var.region}.codeengine.cloud.ibm.com" }
    container-registry          = { service = "container-registry", place = var.region, host = "vpe.${var.region}.container-registry.cloud.ibm.com" }
    databases-for-cassandra     = { service = "databases-for-cassandra", place = var.region, host = "${var.service_endpoints}.databases-for-cassandra.cloud.ibm.com" }
    databases-for-elasticsearch = { service = "databases-for-elasticsearch", place = var.region, host = "${var.service_endpoints}.databases-for-elasticsearch.cloud.ibm.com" }
    databases-for-mongodb       = { service = "databases-for-mongodb", place = var.region, host = "${var.service_endpoints}.databases-for-mongodb.cloud.ibm.com" }
    databases-for-postgresql    = { service = "databases-for-postgresql", place = var.region, host = "${var.service_endpoints}.databases-for-postgresql.cloud.ibm.com" }
    databases-for-redis         = { service = "databases-for-redis", place = var.region, host = "${var.service_endpoints}.databases-for-redis.cloud.ibm.com" }
    directlink                  = { service = "directlink", place = "global", host = "${var.service_endpoints}.directlink.cloud.ibm.com" }
    enterprise                  = { service = "enterprise", place = "global", host = "${var.service_endpoints}.enterprise.cloud.ibm.com" }
    global-search-tagging       = { service = "global-search-tagging", place = "global", host = "api.${var.service_endpoints}.global-search-tagging.cloud.ibm.com" }
    globalcatalog               = { service = "globalcatalog", place = "global", host = "${var.service_endpoints}.globalcatalog.cloud.ibm.com" }
    hs-crypto                   = { service = "hs-crypto", place = var.region, host = "api.${var.service_endpoints}.${var.region}.hs-crypto.cloud.ibm.com" }
    hyperp-dbaas-mongodb        = { service = "hyperp-dbaas-mongodb", place = var.region, host = "dbaas900-mongodb.${var.service_endpoints}.hyperp-dbaas.cloud.ibm.com" }
    hyperp-dbaas-postgresql     = { service = "hyperp-dbaas-postgresql", place = var.region, host = "dbaas900-postgresql.${var.service_endpoints}.hyperp-dbaas.cloud.ibm.com" }
    iam-identity                = { service = "iam-identity", place = "global", host = "${var.service_endpoints}.iam.cloud.ibm.com" }
    iam-svcs                    = { service = "iam-svcs", place = "global", host = "${var.service_endpoints}.iam.cloud.ibm.com" }
    is                          = { service = "is", place = var.region, host = "${var.region}.${var.service_endpoints}.iaas.cloud.ibm.com" }
    kms                         = { service = "kms", place = var.region, host = "${var.service_endpoints}.${var.region}.kms.cloud.ibm.com" }
    resource-controller         = { service = "resource-controller", place = "global", host = "${var.service_endpoints}.resource-controller.cloud.ibm.com" }
    secrets-manager             = { service = "secrets-manager", place = var.region, host = "${var.service_endpoints}.secrets-manager.cloud.ibm.com" }
    transit                     = { service = "transit", place = "global", host = "${var.service_endpoints}.transit.cloud.ibm.com" }
    user-management             = { service = "user-management", place = "global", host = "${var.service_endpoints}.user-management.cloud.ibm.com" }
  }

  endpoints = merge(
    { for name, at in local.reached : name => "crn:v1:bluemix:public:${at.service}:${at.place}:::endpoint:${at.host}" },
    {
      dns-svcs                   = "crn:v1:bluemix:public:dns-svcs:global::::"
      databases-for-enterprisedb = "crn:v1:bluemix:public:databases-for-enterprisedb:${var.region}:::${var.service_endpoints}.databases-for-enterprisedb.cloud.ibm.com"
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
