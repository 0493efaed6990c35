# What working projects have, and what a rule on services, roles or scope could take for a mistake.
variable "kms_key_crn" {
  default = null
}
variable "custom_role" {}
variable "whole_group" {
  default = false
}
variable "resource_group_id" {
  default = null
}
variable "instance_guid" {
  default = null
}
variable "filters" {}

data "ibm_iam_account_settings" "own" {}

# Ingress writes certificates into the secrets manager: nothing less than Manager will do.
resource "ibm_iam_authorization_policy" "ingress" {
  source_service_name         = "containers-kubernetes"
  source_resource_instance_id = ibm_container_vpc_cluster.apps.id
  target_service_name         = "secrets-manager"
  target_resource_instance_id = ibm_resource_instance.secrets.guid
  roles                       = ["Manager"]
}

# Targets of the account as a whole, which have no instances.
resource "ibm_iam_authorization_policy" "identities" {
  source_service_name         = "secrets-manager"
  source_resource_instance_id = ibm_resource_instance.secrets.guid
  target_service_name         = "iam-identity"
  roles                       = ["Operator", "Service ID creator", "User API key creator"]
}

resource "ibm_iam_authorization_policy" "groups" {
  source_service_name         = "secrets-manager"
  source_resource_instance_id = ibm_resource_instance.secrets.guid
  target_service_name         = "iam-groups"
  roles                       = ["Groups Service Member Manage"]
}

resource "ibm_iam_authorization_policy" "projects" {
  source_service_name  = "project"
  target_resource_type = "resource-group"
  roles                = ["Viewer"]
}

# A source without instances, and delegation that another account needs.
resource "ibm_iam_authorization_policy" "volumes" {
  source_service_name         = "server-protect"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = var.kms_key_crn == null ? "hs-crypto" : split(":", var.kms_key_crn)[4]
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader", "Authorization Delegator"]
}

# Either of the two, never both.
resource "ibm_iam_authorization_policy" "either" {
  source_service_name         = "cloud-object-storage"
  source_resource_instance_id = var.whole_group ? null : ibm_resource_instance.buckets.guid
  source_resource_group_id    = var.whole_group ? var.resource_group_id : null
  target_service_name         = "kms"
  target_resource_instance_id = var.instance_guid
  target_resource_group_id    = var.resource_group_id
  roles                       = ["Reader"]
}

# A role of this account, of which no list knows.
resource "ibm_iam_custom_role" "lister" {
  name         = "BucketLister"
  display_name = "Bucket Lister"
  service      = "cloud-object-storage"
  actions      = ["cloud-object-storage.bucket.list"]
}

resource "ibm_iam_authorization_policy" "custom" {
  source_service_name         = "logs"
  source_resource_instance_id = ibm_resource_instance.logs.guid
  target_service_name         = "cloud-object-storage"
  target_resource_instance_id = ibm_resource_instance.buckets.guid
  roles                       = [ibm_iam_custom_role.lister.display_name, "Object Listr of ${var.custom_role}", "Chief Librarian"]
}

# The source flat, the target in attributes, some of them made elsewhere.
resource "ibm_iam_authorization_policy" "buckets" {
  source_service_name         = "logs"
  source_resource_instance_id = ibm_resource_instance.logs.guid
  roles                       = ["Writer"]

  resource_attributes {
    name     = "accountId"
    operator = "stringEquals"
    value    = data.ibm_iam_account_settings.own.account_id
  }

  dynamic "resource_attributes" {
    for_each = var.filters

    content {
      name     = resource_attributes.value.name
      operator = "stringEquals"
      value    = resource_attributes.value.value
    }
  }
}

# Withdrawn services are still about.
resource "ibm_iam_authorization_policy" "withdrawn" {
  source_service_name         = "cloudcerts"
  target_service_name         = "internet-svcs"
  target_resource_instance_id = ibm_cis.web.guid
  roles                       = ["Reader"]
}
