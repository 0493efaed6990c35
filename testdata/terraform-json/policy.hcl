terraform {
  required_version = ">= 1.5"
  required_providers {
    ibm = {
      "source" = "IBM-Cloud/ibm"
      "version" = "~> 1.60"
    }
  }
}
provider "ibm" {
  region = "us-south"
}
provider "ibm" {
  alias = "eu"
  region = "${var.region}"
}
variable "region" {
  type = string
  default = "eu-de"
  description = "Say $${this} as it is"
}
variable "tags" {
  type = list(string)
  default = [
    "$$${x}",
    "a\"b",
    1.50,
  ]
}
variable "shape" {
  type = object({
  a = string
  b = optional(number)
})
  nullable = false
}
locals {
  service = "is"
  crns = {
    "a-${local.service}" = []
  }
}
resource "ibm_iam_authorization_policy" "vpe" {
  provider = ibm.eu
  count = "${var.region == "eu-de" ? 1 : 0}"
  source_service_name = "${local.service}"
  target_service_name = "kms"
  roles = [
    "Viewer",
  ]
  description = "line\nand \"quotes\", \\ and ${join(", ", ["é", "😀"])}é!"
  subject_attributes = [
    {
      "name" = "accountId"
      "value" = "${data.ibm_iam_account_settings.a.account_id}"
    },
    {
      "name" = "serviceName"
      "value" = "is"
    },
  ]
  depends_on = [
    ibm_is_vpc.a,
    module.b["x#y"]
    ,
  ]
  lifecycle {
    ignore_changes = [
      description,
      roles[0],
    ]
    prevent_destroy = true
  }
  provisioner "local-exec" {
    command = "echo ${self.id}"
  }
}
data "ibm_iam_account_settings" "a" {
}
module "x" {
  source = "./modules/$${x}"
  providers = {
    "ibm" = ibm.eu
    "ibm.other" = ibm
  }
  names = [
    "${local.service}",
  ]
}
output "id" {
  value = "${ibm_iam_authorization_policy.vpe[0].id}"
  sensitive = "false"
}
moved {
  from = ibm_is_vpc.b
  to = ibm_is_vpc.a
}
