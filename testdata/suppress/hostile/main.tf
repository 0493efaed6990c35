resource "ibm_iam_authorization_policy" "one" {
  source_service_name = "cloud-object-storage"
  target_service_name = "kms"
  # bluelint: ignore[administrator-role] [2J‮ --> ]]> ${x} ::error:: */ "q" \ `b` <script>
  roles = ["Administrator"]
  target_resource_instance_id = ibm_resource_instance.keys.guid
} # bluelint: disable [2J::error::x
