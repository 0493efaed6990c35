//! The pieces that bluelint looks at: policies, gateways and what stands beside them. The places to
//! fill are those of `text.rs`.

/// Network pieces that stand beside gateways.
pub(crate) const NETWORK: &str = r#"resource "ibm_is_vpc" "@a@" {
  name                        = "${var.prefix}-vpc"
  resource_group              = var.resource_group_id
  address_prefix_management   = "manual"
  default_security_group_name = "${var.prefix}-default"
}

resource "ibm_is_security_group" "@a@" {
  name = "${var.prefix}-@b@"
  vpc  = ibm_is_vpc.@a@.id
}

resource "ibm_is_subnet" "@a@" {
  for_each        = local.@a@_by_zone
  name            = "${var.prefix}-${each.key}"
  vpc             = ibm_is_vpc.@a@.id
  zone            = each.value.name
  ipv4_cidr_block = cidrsubnet("10.@n@.0.0/16", 8, index(keys(local.@a@_by_zone), each.key))
}

"#;

/// Authorization policies, in the spellings that people use.
pub(crate) const POLICIES: [&str; 5] = [
    r#"resource "ibm_iam_authorization_policy" "@a@_to_@b@" {
  source_service_name         = local.@a@_service
  source_resource_group_id    = var.resource_group_id
  target_service_name         = "@t@"
  target_resource_instance_id = local.@a@_parts[7]
  roles                       = ["Reader"]
  description                 = "Lets ${local.@a@_name} read the keys of @t@."
}

"#,
    r#"# Needed only where the caller did not create it before.
resource "ibm_iam_authorization_policy" "@a@_policy" {
  count                       = var.skip_@a@_policy ? 0 : 1
  source_service_name         = "@s@"
  source_resource_instance_id = ibm_resource_instance.@a@[0].guid
  target_service_name         = var.encrypted ? "kms" : "@t@"
  target_resource_instance_id = var.existing_@b@_guid
  roles                       = var.encrypted ? ["Reader"] : ["Reader", "Writer"]
}

"#,
    r#"resource "ibm_iam_authorization_policy" "@b@_attributes" {
  roles = local.@b@_roles

  subject_attributes {
    name  = "serviceName"
    value = "@s@"
  }
  subject_attributes {
    name  = "accountId"
    value = var.account_id
  }
  resource_attributes {
    name     = "serviceName"
    operator = "stringEquals"
    value    = "@t@"
  }
  resource_attributes {
    name  = "serviceInstance"
    value = module.@b@.guid
  }
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  @b@_roles = ["Reader"]
}

"#,
    r#"resource "ibm_iam_authorization_policy" "@b@_each" {
  for_each                    = toset(["is", "server-protect", "@s@"])
  source_service_name         = each.value
  source_resource_type        = each.value == "is" ? "share" : null
  target_service_name         = "@t@"
  target_resource_instance_id = ibm_resource_instance.@b@.guid
  roles                       = ["Reader", "Authorization Delegator"]
}

resource "time_sleep" "wait_for_@b@" {
  depends_on      = [ibm_iam_authorization_policy.@b@_each]
  create_duration = "30s"
}

"#,
    r#"resource "ibm_iam_authorization_policy" "@b@_account" {
  source_service_account = "0123456789abcdef0123456789abcdef"
  source_service_name    = "@s@"
  target_service_name    = "${local.@a@_service}"
  target_resource_type   = "bucket"
  roles                  = [var.writer ? "Writer" : "Reader"]
}

"#,
];

/// Endpoint gateways, in the spellings that people use.
pub(crate) const GATEWAYS: [&str; 3] = [
    r#"resource "ibm_is_virtual_endpoint_gateway" "@a@" {
  name            = "${var.prefix}-@a@-gateway"
  vpc             = ibm_is_vpc.@a@.id
  resource_group  = var.resource_group_id
  security_groups = [ibm_is_security_group.@a@.id]
  target {
    crn           = "crn:v1:bluemix:public:@t@:us-south:a/0123456789abcdef0123456789abcdef:11111111-2222-4333-8444-555555555555::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_subnet_reserved_ip" "@a@" {
  for_each = ibm_is_subnet.@a@
  subnet   = each.value.id
  name     = "${each.key}-address"
}

resource "ibm_is_virtual_endpoint_gateway_ip" "@a@" {
  for_each    = ibm_is_subnet_reserved_ip.@a@
  gateway     = ibm_is_virtual_endpoint_gateway.@a@.id
  reserved_ip = each.value.reserved_ip
}

"#,
    r#"resource "ibm_is_virtual_endpoint_gateway" "@b@" {
  for_each       = { for item in var.endpoints : item.name => item }
  name           = each.value.name
  vpc            = var.vpc_id
  resource_group = var.resource_group_id
  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }
  dynamic "ips" {
    for_each = each.value.addresses
    content {
      name   = ips.value.name
      subnet = ips.value.subnet_id
    }
  }
  allow_dns_resolution_binding = true
}

"#,
    r#"resource "ibm_is_virtual_endpoint_gateway" "@b@_central" {
  name                        = local.@a@_name
  vpc                         = data.ibm_is_vpc.@b@.id
  security_groups             = var.central ? [ibm_is_security_group.@b@.id] : null
  dns_resolution_binding_mode = var.central ? "primary" : "disabled"
  target {
    crn           = local.@a@_crn
    resource_type = "provider_cloud_service"
  }
}

data "ibm_is_vpc" "@b@" {
  name = var.vpc_name
}

"#,
];

/// A policy as the API takes it.
pub(crate) const POLICY_JSON: &str = r#"{
  "type": "authorization",
  "description": "@a@ reads the keys of @t@",
  "subjects": [
    { "attributes": [{ "name": "serviceName", "value": "@s@" }] }
  ],
  "roles": [{ "role_id": "crn:v1:bluemix:public:iam::::serviceRole:Reader" }],
  "resources": [
    { "attributes": [{ "name": "serviceName", "value": "@t@" }] }
  ]
}
"#;
