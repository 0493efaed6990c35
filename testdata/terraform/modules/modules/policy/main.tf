variable "service" {
  type     = string
  nullable = false
  default  = "is"
}

variable "names" {
  type = map(string)
}

variable "group" {
  type    = string
  default = null
}

resource "ibm_iam_authorization_policy" "policy" {
  for_each                 = var.names
  provider                 = ibm.target
  source_service_name      = each.value
  source_resource_group_id = var.group
  target_service_name      = var.service
  roles                    = ["Reader"]
  description              = path.module
}

output "description" {
  value = "policies of ${join(",", keys(var.names))}"
}

output "service" {
  value = var.service
}

output "names" {
  value = var.names
}
