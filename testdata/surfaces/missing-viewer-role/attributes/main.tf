resource "ibm_iam_authorization_policy" "policy" {
  roles = ["Reader"]

  subject_attributes {
    name  = "accountId"
    value = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  }

  subject_attributes {
    name  = "serviceName"
    value = "is"
  }

  subject_attributes {
    name  = "resourceType"
    value = "endpoint-gateway"
  }

  resource_attributes {
    name  = "accountId"
    value = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
  }

  resource_attributes {
    name  = "serviceName"
    value = "kms"
  }

  resource_attributes {
    name  = "serviceInstance"
    value = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64"
  }
}
