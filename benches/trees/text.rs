//! The pieces that the generated folders are made of. `@a@` is a name, `@b@` another one, `@s@` a
//! service, `@t@` the service it may use, `@n@` a number.

/// Leads most main files: locals, some of them computed.
pub(crate) const LOCALS: &str = r#"##############################################################################
# What the rest of this folder is built from
##############################################################################

locals {
  # Falls back to the region of the deployment.
  @a@_region     = var.@a@_region != null ? var.@a@_region : var.region
  @a@_name       = "${var.prefix}-@a@"
  create_@a@     = var.existing_@a@_crn == null ? true : false
  @a@_crn        = local.create_@a@ ? module.@a@[0].crn : var.existing_@a@_crn
  @a@_service    = "@s@"
  @a@_tags       = concat(var.resource_tags, ["env:@b@", "owner:team-@n@"])
  @a@_by_zone    = { for zone in var.zones : zone.name => zone if zone.enabled }
  @a@_parts      = split(":", coalesce(var.existing_@a@_crn, "crn:v1:bluemix:public:@s@:::::"))
  @a@_guid       = element(split(":", coalesce(var.existing_crn, local.@a@_crn)), 7)
  @a@_label      = trimspace(lower(replace("${var.prefix}-${local.@a@_service}", "_", "-")))
  @a@_is_whole   = length(regexall("^crn:v1:([^:]*:){6}", coalesce(var.existing_crn, "none"))) > 0
  @a@_modes      = { for name, item in { "@b@" = { mode = "primary" }, other = {} } : name => lookup(item, "mode", null) }
  @a@_is_private = anytrue([for tag in local.@a@_tags : startswith(tag, "private")])
  @a@_total      = tostring(length(keys(local.@a@_by_zone)))
}

"#;

/// A call of a module from the registry.
pub(crate) const REGISTRY: &str = r#"module "@a@" {
  count             = local.create_@a@ ? 1 : 0
  source            = "terraform-ibm-modules/@b@/ibm"
  version           = "@n@.4.1"
  resource_group_id = module.resource_group.resource_group_id
  region            = local.@a@_region
  name              = local.@a@_name
  resource_tags     = local.@a@_tags
  access_tags       = var.access_tags
  service_endpoints = "private" # nothing here needs the public ones
  settings = [
    {
      key_name        = "${var.prefix}-key"
      force_delete    = true
      standard_key    = false
      rotation_months = @n@
    }
  ]

  # Who may do what with it; the teams are made elsewhere.
  access = {
    readers = { ids = var.@a@_readers, roles = ["Reader", "Viewer"], expires = null }
    writers = {
      ids     = distinct(concat(var.@a@_writers, var.extra_@b@_writers))
      roles   = var.strict ? ["Writer"] : ["Writer", "Editor", "Operator"]
      expires = "${formatdate("YYYY", timestamp())}-12-31T00:00:00Z"
    }
  }
  monitoring_crn       = try(module.monitoring[0].crn, var.existing_monitoring_crn)
  allowed_networks     = var.allowed_networks == "private-only" ? [] : flatten([for vpc in module.vpcs : vpc.cidrs[*]])
  wait_until_available = !var.fast && var.@b@_count > 0
}

"#;

/// A resource with a dynamic block that is none of ours.
pub(crate) const INSTANCE: &str = r#"resource "ibm_resource_instance" "@a@" {
  count             = var.existing_@a@_crn == null ? 1 : 0
  name              = format("%s-%s", var.prefix, "@a@")
  service           = "@s@"
  plan              = var.plan
  location          = var.region
  resource_group_id = var.resource_group_id
  tags              = var.resource_tags

  dynamic "timeouts" {
    for_each = var.timeouts == null ? [] : [var.timeouts]
    content {
      create = timeouts.value.create
      delete = timeouts.value.delete
    }
  }

  lifecycle {
    ignore_changes = [tags, parameters["@b@"]]
    precondition {
      condition     = length(var.prefix) <= 16 && !startswith(var.prefix, "-")
      error_message = "The prefix is too long, or starts with a hyphen."
    }
  }
}

"#;

/// A script in a heredoc.
pub(crate) const HEREDOC: &str = r#"resource "null_resource" "wait_for_@a@" {
  triggers = {
    always = timestamp()
    crn    = local.@a@_crn
  }
  provisioner "local-exec" {
    command     = <<-EOT
      set -e
      # Give the new instance some time, then ask how it is.
      for attempt in $(seq 1 @n@); do
        ibmcloud resource service-instance "${local.@a@_name}" --output json && exit 0
        sleep 10
      done
      %{if var.strict~}
      exit 1
      %{endif~}
    EOT
    interpreter = ["/bin/bash", "-c"]
  }
}

"#;

/// Variables; a file has some of them besides the inputs that every folder has.
pub(crate) const VARIABLES: [&str; 5] = [
    r#"variable "existing_@v@_crn" {
  type        = string
  description = "The CRN of an instance that is there already. If it is not given, a new one is created in the region of the deployment."
  default     = null
}

"#,
    r#"variable "@v@_region" {
  type        = string
  description = "The region to create it in."
  nullable    = false

  validation {
    condition     = contains(["us-south", "us-east", "eu-de", "eu-gb", "jp-tok"], var.@v@_region)
    error_message = "The region has to be one of those that offer the service."
  }
}

"#,
    r#"variable "@v@_endpoints" {
  description = "The endpoints to create, each with the addresses that it gets in the subnets."
  type = list(object({
    name            = string
    service         = optional(string, "@d@")
    security_groups = optional(list(string), [])
    addresses = optional(list(object({
      name      = string
      subnet_id = optional(string)
    })), [])
    # How the names of the service are answered in the networks that share this one.
    resolution = optional(object({
      mode    = optional(string, "primary")
      sharing = optional(bool, false)
      zones   = optional(map(string), {})
    }))
    tags    = optional(set(string), [])
    account = optional(string)
  }))
  default = [
    {
      name    = "first-@v@"
      service = "@d@"
    },
    {
      name            = "second-@v@"
      security_groups = ["allow-from-workload", "allow-from-management"]
      addresses = [
        { name = "second-@v@-zone-1" },
        { name = "second-@v@-zone-2" },
        { name = "second-@v@-zone-3" },
      ]
    }
  ]
  validation {
    condition     = alltrue([for item in var.@v@_endpoints : length(item.name) > 0 && can(regex("^[a-z]", item.name))])
    error_message = "Every endpoint needs a name that starts with a letter."
  }
  validation {
    condition     = length(distinct(var.@v@_endpoints[*].name)) == length(var.@v@_endpoints)
    error_message = "No two endpoints may have the same name, since the names become those of the gateways."
  }
}

"#,
    r#"variable "skip_@v@_policy" {
  type        = bool
  description = "Set it to true if the policy between the two services is there already. Without it the instance cannot read its root key, and creating it fails after some minutes."
  default     = false
}

"#,
    r#"variable "@v@_tags" {
  type        = list(string)
  description = "Tags for everything that is created here. They count for the bill, so ask the team that pays before you change them; tags that other tools set are left as they are."
  default     = []
}

"#,
];

/// Outputs.
pub(crate) const OUTPUTS: [&str; 3] = [
    r#"output "@v@_crn" {
  description = "The CRN of the instance that is used."
  value       = local.@a@_crn
}

"#,
    r#"output "@v@_ids" {
  description = "The ids by name, for callers that attach something to each of them."
  value       = { for name, item in module.@a@ : name => item.id }
}

"#,
    r#"output "@v@" {
  description = "All of it."
  value       = module.@a@
  sensitive   = true
}

"#,
];

/// The file that pins the providers.
pub(crate) const VERSION: &str = r#"terraform {
  required_version = ">= 1.9.0"
  required_providers {
    # A range here, so that callers may choose.
    ibm = {
      source  = "IBM-Cloud/ibm"
      version = ">= 1.@n@.0, < 2.0.0"
    }
    time = {
      source  = "hashicorp/time"
      version = ">= 0.9.1"
    }
  }
}
"#;

/// The file that sets the provider up.
pub(crate) const PROVIDER: &str = r#"provider "ibm" {
  ibmcloud_api_key = var.ibmcloud_api_key
  region           = var.region
  visibility       = "public"
}

provider "ibm" {
  alias            = "@b@"
  ibmcloud_api_key = var.other_api_key != null ? var.other_api_key : var.ibmcloud_api_key
  region           = var.region
}

data "ibm_iam_auth_token" "token" {
  depends_on = [module.@a@]
}
"#;
