# Mistakes as users reported them, in names of our own.
locals {
  keys    = "key-protect"
  writers = "Reader,Writer"
}

resource "ibm_iam_authorization_policy" "ingress" {
  source_service_name         = "containers-kubernetes"
  source_resource_instance_id = ibm_container_vpc_cluster.apps.id
  target_service_name         = "secret-manager"
  target_resource_instance_id = ibm_resource_instance.secrets.guid
  roles                       = ["Manager"]
}

resource "ibm_iam_authorization_policy" "backups" {
  source_service_name         = "is"
  source_resource_type        = "backup-policy"
  target_service_name         = "event-notification"
  target_resource_instance_id = ibm_resource_instance.events.guid
  roles                       = ["NONE"]
}

resource "ibm_iam_authorization_policy" "streams" {
  source_service_name         = "event_streams"
  target_service_name         = local.keys
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
}

resource "ibm_iam_authorization_policy" "images" {
  source_service_name         = "is.image"
  target_service_name         = "cloud-object-storage"
  target_resource_instance_id = ibm_resource_instance.images.guid
  roles                       = [local.writers]
}

resource "ibm_iam_authorization_policy" "restore" {
  source_service_name = "server-protect"
  roles               = ["SnapshotRemoteAccountRestorer"]

  resource_attributes {
    name  = "accountId"
    value = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
  }

  resource_attributes {
    name  = "serviceName"
    value = "ibm_is_snapshot"
  }
}

resource "ibm_iam_authorization_policy" "volumes" {
  source_service_name  = "cloud-object-storage"
  target_resource_type = "key"
  roles                = ["Administrator", "Reader"]
}
