variable "plain" {
  default = "default"
}

variable "first" {
  type = string
}

variable "later" {
  type = string
}

variable "list" {
  type = list(string)
}

variable "object" {
  type = object({
    name  = string
    roles = optional(list(string), ["Reader"])
  })
}

variable "computed" {
  type = string
}

resource "ibm_iam_authorization_policy" "policy" {
  source_service_name  = var.plain
  target_service_name  = var.first
  description          = var.later
  roles                = concat(var.list, var.object.roles)
  transaction_id       = var.object.name
  source_resource_type = var.computed
}
