resource "ibm_iam_authorization_policy" "p" {
  subject_attributes {
    name = "serviceName"
    value = "databases-for-postgres"
  }
  resource_attributes {
    name = "serviceName"
    value = "kms"
  }
  resource_attributes {
    name = "service_instance"
    value = ibm_resource_instance.kms.crn
  }
  roles = "Reader"
  target_service_name = "kms"
}
