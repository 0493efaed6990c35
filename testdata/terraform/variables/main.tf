variable "service" {
  type    = string
  default = "is"
}

variable "count_as_text" {
  type    = string
  default = 42
}

variable "roles" {
  type    = set(string)
  default = ["Viewer", "Reader", "Viewer"]
}

variable "empty" {
  default = ""
}

variable "nothing" {
  type    = string
  default = null
}

variable "secret" {
  default   = "hidden"
  sensitive = true
}

variable "required" {
  type     = string
  nullable = false
}

variable "wrong" {
  type    = number
  default = "many"
}

variable "settings" {
  type = object({
    kind  = string
    group = optional(string, "default group")
    other = optional(string)
  })
  default = { kind = "share", unknown = "dropped" }
}

resource "ibm_iam_authorization_policy" "variables" {
  source_service_name         = var.service
  source_resource_type        = var.settings.kind
  source_resource_group_id    = var.settings.group
  source_resource_instance_id = var.settings.other
  source_service_account      = var.required
  target_service_name         = var.count_as_text
  target_resource_type        = var.empty
  target_resource_instance_id = var.nothing
  target_resource_group_id    = var.secret
  roles                       = var.roles
  description                 = var.wrong
  transaction_id              = var.nowhere
}
