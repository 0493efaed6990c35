# What there is hangs on a condition; what each would be is known all the same.
variable "guid" {
  type    = string
  default = null
}

variable "stores" {
  default = [{ name = "logs" }, { name = "data" }]
}

locals {
  wanted = [for store in(var.guid == null ? [] : var.stores) : { name = store.name, target = "kms" }]
  by_name = { for one in local.wanted : one.name => one }
}

resource "ibm_iam_authorization_policy" "maybe" {
  for_each                    = local.by_name
  source_service_name         = "cloud-object-storage"
  target_service_name         = each.value.target
  target_resource_instance_id = var.guid
  roles                       = ["Reader"]
  description                 = each.key
}

# One of them is there either way.
resource "ibm_iam_authorization_policy" "either" {
  for_each = var.guid == null ? { a = "kms" } : { a = "hs-crypto", b = "kms" }

  source_service_name = "cloud-object-storage"
  target_service_name = each.value
  roles               = ["Reader"]
}

module "called" {
  source   = "./called"
  for_each = local.by_name
  name     = each.key
}

# Of a module that may not be there nothing is known, nor how many there are.
resource "ibm_iam_authorization_policy" "uses" {
  source_service_name = module.called["logs"].service
  target_service_name = "kms"
  roles               = ["Reader"]
  description         = join(", ", [for one in module.called : one.service])
}
