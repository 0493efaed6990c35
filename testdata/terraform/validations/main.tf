# Terraform refuses every other value, so each of these is one of a few whatever it is set to.
variable "listed" {
  type = string
  validation {
    condition     = contains(["kms", "hs-crypto"], var.listed)
    error_message = "One of the two."
  }
}

variable "compared" {
  type    = string
  default = null
  validation {
    condition     = var.compared == null || var.compared == "kms" || "hs-crypto" == var.compared
    error_message = "One of the two, or nothing."
  }
}

variable "matched" {
  type    = string
  default = null
  validation {
    condition = anytrue([
      var.matched == null,
      can(regex("^(kms|hs-crypto)$", var.matched)),
    ])
    error_message = "One of the two, or nothing."
  }
}

variable "never_null" {
  type     = string
  nullable = false
  validation {
    condition     = var.never_null == null ? true : contains(local.services, var.never_null)
    error_message = "One of the two."
  }
}

variable "narrowed_twice" {
  type = string
  validation {
    condition     = contains(["kms", "hs-crypto", "cloud-object-storage"], var.narrowed_twice)
    error_message = "One of the three."
  }
  validation {
    condition     = var.narrowed_twice != "kms"
    error_message = "Says nothing that is followed."
  }
  validation {
    condition     = alltrue([length(var.narrowed_twice) > 1, contains(["kms", "hs-crypto"], var.narrowed_twice)])
    error_message = "One of the two."
  }
}

# These may be anything.
variable "part_matched" {
  type = string
  validation {
    condition     = can(regex("kms|hs-crypto", var.part_matched))
    error_message = "A part of it is enough."
  }
}

variable "either" {
  type = string
  validation {
    condition     = var.either == "kms" || length(var.either) > 20
    error_message = "Long ones are welcome."
  }
}

# A value that is given wins.
variable "given" {
  type    = string
  default = "kms"
  validation {
    condition     = contains(["kms", "hs-crypto"], var.given)
    error_message = "One of the two."
  }
}

locals {
  services = ["kms", "hs-crypto"]
  names    = { kms = "Key Protect", hs-crypto = "Hyper Protect" }
}

resource "ibm_iam_authorization_policy" "listed" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.listed
  roles               = ["Reader"]
  description         = local.names[var.listed]
}

resource "ibm_iam_authorization_policy" "compared" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.compared
  roles               = [var.compared == "kms" ? "Reader" : "Reader Plus"]
}

resource "ibm_iam_authorization_policy" "matched" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.matched
  roles               = ["Reader"]
}

resource "ibm_iam_authorization_policy" "never_null" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.never_null
  roles               = ["Reader"]
}

resource "ibm_iam_authorization_policy" "narrowed_twice" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.narrowed_twice
  roles               = ["Reader"]
}

resource "ibm_iam_authorization_policy" "open" {
  source_service_name = var.part_matched
  target_service_name = var.either
  roles               = ["Reader"]
  description         = var.given
}
