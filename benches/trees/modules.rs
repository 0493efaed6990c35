//! The pieces of module calls within a tree: what every folder takes, calls and gives back. The
//! places to fill are those of `text.rs`; besides, `@from@` is the folder that is called and `@m@`
//! the number of the call.

/// The inputs of every folder, so that each may be called by another.
pub(crate) const INPUTS: &str = r#"variable "prefix" {
  type        = string
  description = "What the name of everything that is created here begins with. Leave it out to let the account decide."
  default     = "@a@"
}

variable "region" {
  type    = string
  default = "us-south"
}

variable "resource_group_id" {
  type    = string
  default = null
}

variable "service" {
  type        = string
  description = "The service that gets access to the keys."
  default     = "@s@"
}

variable "existing_crn" {
  type        = string
  description = "The CRN of the instance to use; if it is not given, there will be a new one."
  default     = null
}

variable "encrypted" {
  type    = bool
  default = false
}

variable "zones" {
  description = "The zones to use, each with what it is for."
  type = list(object({
    name    = string
    enabled = optional(bool, true)
    tier    = optional(string)
  }))
  default = []
}

"#;

/// What every folder gives back to whoever calls it.
pub(crate) const OUTPUTS: &str = r#"output "crn" {
  description = "The CRN of the instance that is used."
  value       = local.@a@_crn
}

output "guid" {
  value = local.@a@_guid
}

output "service" {
  value = local.@a@_service
}

output "names" {
  value = [for zone in keys(local.@a@_by_zone) : "${local.@a@_label}-${zone}"]
}

"#;

/// Calls of a folder of the same tree, with what is read back from it.
pub(crate) const CALLS: [&str; 3] = [
    r#"module "@b@_@m@" {
  source            = "@from@"
  prefix            = "${var.prefix}-@b@"
  region            = var.region
  resource_group_id = var.resource_group_id
  service           = "@s@"
  existing_crn      = try(module.@a@[0].crn, var.existing_crn)
  zones             = [for zone in var.zones : merge(zone, { "tier" = "@b@" })]
}

locals {
  guid_of_@m@    = module.@b@_@m@.guid
  service_of_@m@ = module.@b@_@m@.service
  names_of_@m@   = concat(module.@b@_@m@.names, ["@b@"])
}

"#,
    r#"module "@b@_@m@" {
  count             = var.encrypted ? 1 : 0
  source            = "@from@"
  depends_on        = [module.@a@]
  prefix            = var.prefix
  resource_group_id = module.resource_group.resource_group_id
  service           = var.service
  encrypted         = var.encrypted
}

locals {
  guid_of_@m@    = var.encrypted ? module.@b@_@m@[0].guid : null
  service_of_@m@ = var.encrypted ? module.@b@_@m@[0].service : "@t@"
}

"#,
    r#"module "@b@_@m@" {
  for_each     = toset(["is", "@s@"])
  source       = "@from@"
  prefix       = format("%s-%s", var.prefix, each.key)
  region       = var.region
  service      = each.value
  existing_crn = lookup({ "@s@" = var.existing_crn }, each.key, null)
  zones        = [{ name = "${var.region}-1" }, { name = "${var.region}-2", enabled = var.encrypted }]
}

locals {
  guid_of_@m@    = module.@b@_@m@["@s@"].guid
  service_of_@m@ = module.@b@_@m@["@s@"].service
  names_of_@m@   = distinct(flatten([for one in module.@b@_@m@ : one.names]))
}

"#,
];

/// A policy that needs what a call gives back.
pub(crate) const POLICY: &str = r#"resource "ibm_iam_authorization_policy" "for_call_@m@" {
  source_service_name         = "@s@"
  source_resource_instance_id = local.guid_of_@m@
  target_service_name         = local.service_of_@m@
  target_resource_group_id    = var.resource_group_id
  roles                       = ["Reader"]
}

"#;

/// The file that sets variables of a root module.
pub(crate) const VARIABLES: &str = r#"prefix    = "@a@-@b@"
region    = "eu-de"
encrypted = true
zones = [
  { name = "eu-de-1" },
  { name = "eu-de-2", tier = "@b@" },
]
"#;
