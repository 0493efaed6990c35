resource "ibm_iam_authorization_policy" "literals" {
  description           = "with \"quotes\", \u00e9 and $${no} template"
  source_service_name   = ("is")
  source_resource_type  = null
  target_service_name   = 0042
  target_resource_type  = 1.50
  transaction_id        = true
  roles                 = ["Viewer", "Reader",]
  subject_attributes {
    name  = <<-TEXT
      account
        Id
    TEXT
    value = <<TEXT
plain
TEXT
  }
}
