//! The catalogue holds together: sources and dates, order, and names that point at something.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests may panic, read and print"
)]

#[path = "catalog/near.rs"]
mod near;
#[path = "catalog/pairs.rs"]
mod pairs;

use std::path::Path;

use bluelint::catalog::{self, Confidence, Instances, Place, Schema, What};
use serde_json::Value;

/// The files of the catalogue, by their paths.
pub(crate) fn files() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/catalog");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .map(|(name, text)| (name, serde_json::from_str(&text).unwrap()))
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// The key by which a list is sorted: the texts themselves, or the first member of its objects.
fn key(item: &Value) -> String {
    match item {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(key).collect::<Vec<_>>().join(" "),
        Value::Object(role) if role.contains_key("kind") && role.contains_key("service") => {
            format!("{} {} {}", key(&role["service"]), key(&role["kind"]), key(&role["id"]))
        }
        Value::Object(pair) if pair.contains_key("source_service") => {
            let names = [
                "source_service",
                "source_resource_type",
                "target_service",
                "target_resource_type",
            ];
            names.map(|name| pair.get(name).and_then(Value::as_str).unwrap_or_default()).join(" ")
        }
        Value::Object(members) => members.values().next().map(key).unwrap_or_default(),
        other => panic!("{other} in a list"),
    }
}

fn assert_sorted(path: &str, value: &Value) {
    match value {
        Value::Array(items) => {
            for pair in items.windows(2) {
                assert!(key(&pair[0]) < key(&pair[1]), "{path}: {} before {}", pair[0], pair[1]);
            }
            for item in items {
                assert_sorted(path, item);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                assert_sorted(&format!("{path}.{name}"), member);
            }
        }
        _ => {}
    }
}

#[test]
fn every_file_says_source_and_date() {
    let files = files();
    assert_eq!(files.len(), 12);
    for (name, value) in &files {
        assert!(value["source"].as_str().unwrap().len() > 20, "{name}");
        assert_eq!(value["date"].as_str().unwrap().len(), 10, "{name}");
        let text = value.to_string();
        for private in [concat!("/wo", "rk/"), "/tmp", "SEED", "VDOC", "IAMDOC", "PSDK", "TIMVPE"] {
            assert!(!text.contains(private), "{name}: {private}");
        }
    }
}

#[test]
fn lists_are_sorted_and_without_duplicates() {
    for (name, value) in &files() {
        assert_sorted(name, value);
    }
}

fn walk(schema: &'static Schema, path: &str) {
    for argument in schema.arguments() {
        assert!(
            argument.required || argument.optional || argument.computed,
            "{path}.{}",
            argument.name
        );
        assert!(!(argument.required && argument.optional), "{path}.{}", argument.name);
    }
    for alias in schema.aliases() {
        let name = &alias.name;
        assert!(
            schema.argument(name).is_none() && schema.block(name).is_none(),
            "{path}: {name} exists"
        );
        assert!(alias.instead.is_some() != alias.advice.is_some(), "{path}: {name}");
        if let Some(instead) = &alias.instead {
            let settable =
                schema.argument(instead).is_some_and(|argument| !argument.is_read_only());
            assert!(settable || schema.block(instead).is_some(), "{path}: {name} -> {instead}");
        }
        assert!(!catalog::is_meta_argument(name), "{path}: {name}");
    }
    for block in schema.blocks() {
        walk(block, &format!("{path}.{}", block.name()));
    }
}

fn exists(schema: &'static Schema, dotted: &str) -> bool {
    match dotted.split_once('.') {
        Some((block, rest)) => schema.block(block).is_some_and(|block| exists(block, rest)),
        None => schema.argument(dotted).is_some() || schema.block(dotted).is_some(),
    }
}

#[test]
fn every_type_has_a_sound_schema() {
    assert!(catalog::kinds().count() > 25);
    for kind in catalog::kinds() {
        let schema = catalog::schema(kind).unwrap();
        assert_eq!(schema.name(), kind);
        assert!(schema.argument("id").is_some(), "{kind}");
        walk(schema, kind);
        let groups = schema.alternatives().iter().map(|group| group.any_of.as_slice());
        for name in groups.chain(schema.conflicts().iter().map(<[String; 2]>::as_slice)).flatten() {
            assert!(exists(schema, name), "{kind}: {name}");
        }
    }
    assert!(catalog::schema("ibm_is_vpc").is_none());
}

#[test]
fn the_gateway_is_as_the_provider_has_it() {
    let gateway = catalog::schema("ibm_is_virtual_endpoint_gateway").unwrap();
    let target = gateway.block("target").unwrap();
    assert_eq!((target.min(), target.max()), (1, Some(1)));
    assert!(target.argument("id").is_none());
    assert!(gateway.block("ips").unwrap().applied_once());
    assert!(gateway.argument("crn").unwrap().is_read_only());
    assert_eq!(gateway.alternatives()[0].own_rule.as_deref(), Some("missing-target-identity"));
    assert_eq!(
        gateway.alias("security_group_ids").unwrap().instead.as_deref(),
        Some("security_groups")
    );
    assert!(gateway.argument("allow_dns_resolution_binding").unwrap().deprecated.is_some());
    assert!(catalog::is_meta_block(gateway.name(), "timeouts"));
    assert!(!catalog::is_meta_block("ibm_iam_authorization_policy", "timeouts"));
    let policy = catalog::schema("ibm_iam_authorization_policy").unwrap();
    assert!(policy.alias("target_account").unwrap().advice.is_some());
    assert_eq!(policy.conflicts().len(), 9);
}

#[test]
fn service_aliases_point_at_services() {
    let file =
        files().into_iter().find(|(name, _)| name.ends_with("service-aliases.json")).unwrap().1;
    for alias in file["aliases"].as_array().unwrap() {
        let (name, instead) = (alias["name"].as_str().unwrap(), alias["instead"].as_str().unwrap());
        assert!(catalog::service(name).is_none(), "{name} is a service");
        assert!(catalog::service(instead).is_some(), "{instead} is none");
        assert_eq!(catalog::service_alias(name), Some(instead));
    }
    for (name, meant) in [
        ("event_streams", Some("messagehub")),
        ("Cloud Object Storage", Some("cloud-object-storage")),
        ("secret-manager", Some("secrets-manager")),
        ("Event_Notifications", Some("event-notifications")),
        ("Secrets Manager", Some("secrets-manager")),
        ("vpc", Some("is")),
        ("kms", None),
        ("something", None),
    ] {
        assert_eq!(catalog::service_alias(name), meant, "{name}");
    }
    for prefix in file["type_prefixes"].as_array().unwrap() {
        assert!(catalog::service(prefix["instead"].as_str().unwrap()).is_some(), "{prefix}");
    }
    assert_eq!(catalog::service_of_type("ibm_logs_router_tenant"), Some("logs-router"));
    assert_eq!(catalog::service_of_type("ibm_database"), None);
    for (name, meant) in [
        ("ibm_is_snapshot", Some("is")),
        ("secret-manger", Some("secrets-manager")),
        ("event-stremas", Some("messagehub")),
        ("kmz", None),
        ("kms", None),
        ("brand-new-service", None),
    ] {
        assert_eq!(catalog::service_meant(name), meant, "{name}");
    }
}

#[test]
fn roles_are_roles_of_their_services() {
    for role in catalog::roles() {
        assert!(catalog::is_role_name(&role.name), "{}", role.name);
        assert_eq!(
            catalog::role_by_crn(&role.service, role.kind.as_str(), &role.id).unwrap().crn(),
            role.crn()
        );
        if role.service != "iam" && role.service != "resource-controller" {
            assert_eq!(catalog::offers(&role.service, &role.name), Some(true), "{}", role.crn());
        }
    }
    for name in catalog::platform_roles().iter().chain(catalog::common_service_roles()) {
        assert_eq!(catalog::role_by_name(name).unwrap().service, "iam", "{name}");
    }
    assert_eq!(catalog::role_by_id("EventSourceManager").unwrap().name, "Event Source Manager");
    assert_eq!(catalog::role_by_id("EventSourceManager").unwrap().confidence, Confidence::Low);
    assert!(catalog::can_see_instance("Viewer") && !catalog::can_see_instance("Reader"));
    assert!(!catalog::is_role_name("viewer"));
    assert_eq!(catalog::offers("kms", "Reader"), Some(true));
    assert_eq!(catalog::offers("kms", "SecretsReader"), Some(false));
    assert_eq!(catalog::offers("is", "Share Broker"), Some(true));
    assert_eq!(catalog::offers("server-protect", "Viewer"), None);
    assert_eq!(catalog::offers("nothing", "Viewer"), None);
}

#[test]
fn roles_are_known_by_what_people_write() {
    let viewer = "crn:v1:bluemix:public:iam::::role:Viewer";
    assert_eq!(catalog::role_display(viewer), Some("Viewer"));
    assert_eq!(catalog::role_display("viewer"), None);
    for (text, name) in [
        (viewer, Some("Viewer")),
        ("crn:v1:bluemix:public:iam:::serviceRole:Viewer", Some("Viewer")),
        ("viewer ", Some("Viewer")),
        ("EventSourceManager", Some("Event Source Manager")),
        ("ReaderPlus", Some("ReaderPlus")),
        ("readerplus", None),
        ("Reader,Writer", None),
        ("crn:v1:ibmcloud:public:iam-access-management::a/1::customRole:Viewer", None),
        ("crn:", None),
        ("", None),
    ] {
        assert_eq!(catalog::role_meant(text), name, "{text}");
    }
}

#[test]
fn aliases_of_attributes_and_operators_lead_somewhere() {
    for name in ["service_instance_id", "Target Account", "instanceId"] {
        let meant = catalog::attribute_alias(name).unwrap();
        assert!(catalog::subject_attributes().iter().any(|known| known == meant), "{name}");
    }
    assert_eq!(catalog::operator_alias("equals"), Some("stringEquals"));
    assert_eq!(catalog::operator_alias("stringEquals"), None);
}

#[test]
fn attributes_know_their_places() {
    assert!(catalog::operators(Place::V1Subject).is_empty());
    assert_eq!(catalog::operators(Place::V1Resource), ["stringEquals", "stringMatch"]);
    assert_eq!(catalog::operators(Place::TerraformResource).len(), 5);
    assert_eq!(catalog::subject_attributes().len(), 7);
    assert_eq!(catalog::is_resource_types().len(), 28);
    assert!(
        catalog::is_source_types().iter().all(|name| catalog::is_resource_types().contains(name))
    );
    assert_eq!(catalog::target_resource_types("kms"), ["key"]);
    assert!(catalog::target_resource_types("logs").is_empty());
    for name in ["endpoint_gateway", "endpoint-gateways", "virtual-endpoint-gateway", "vpe"] {
        assert_eq!(catalog::resource_type_alias(name), Some("endpoint-gateway"), "{name}");
    }
    assert_eq!(catalog::resource_type_alias("endpoint-gateway"), None);
    for kind in catalog::is_resource_types() {
        let attribute = catalog::is_resource_id(kind);
        let own = catalog::service_attributes("is");
        assert!(attribute.is_none_or(|name| own.iter().any(|own| own == name)), "{kind}");
    }
    assert_eq!(catalog::is_resource_id("vpc"), Some("vpcId"));
    for (service, name, means) in [
        ("kms", "service-instance", true),
        ("", "serviceInstance", true),
        ("kms", "instance", true),
        ("is", "instance", false),
        ("", "instance", false),
        ("kms", "key", false),
    ] {
        assert_eq!(catalog::means_whole_instance(service, name), means, "{service} {name}");
    }
    assert_eq!(catalog::instances("kms"), Instances::Has);
    assert_eq!(catalog::instances("iam-identity"), Instances::HasNot);
    assert_eq!(catalog::instances("no-such-service"), Instances::Unknown);
    for (name, file) in &files() {
        for list in [
            "with_instances",
            "without_instances",
            "without_guids",
            "target_resource_types",
            "service_attributes",
        ] {
            for entry in file[list].as_array().into_iter().flatten() {
                assert!(
                    catalog::service(entry["service"].as_str().unwrap()).is_some(),
                    "{name}: {entry}"
                );
            }
        }
    }
}

#[test]
fn references_tell_what_they_are() {
    for (kind, attribute, what) in [
        ("ibm_resource_instance", "id", Some(What::Crn)),
        ("data.ibm_resource_instance", "guid", Some(What::Guid)),
        ("ibm_container_vpc_cluster", "id", Some(What::ClusterId)),
        ("ibm_cos_bucket", "crn", Some(What::BucketCrn)),
        ("ibm_cos_bucket", "id", None),
        ("ibm_is_subnet_reserved_ip", "id", Some(What::ReservedIpId)),
        ("data.ibm_is_subnet_reserved_ip", "id", Some(What::OtherId)),
        ("ibm_is_lb", "id", Some(What::OtherId)),
        ("aws_vpc", "id", None),
    ] {
        assert_eq!(catalog::what_is(kind, attribute), what, "{kind}.{attribute}");
    }
}

#[test]
fn places_and_documentation_ids() {
    assert_eq!(catalog::regions().len(), 13);
    assert!(catalog::regions().iter().all(|region| region.zones.len() == 3));
    assert!(
        catalog::is_location("us-south-2")
            && catalog::is_location("global")
            && !catalog::is_location("ap-north")
    );
    assert_eq!(catalog::location_alias("ap-north"), Some("jp-tok"));
    for (name, meant) in [
        ("us-souht", Some("us-south")),
        ("US South", Some("us-south")),
        ("Frankfurt", Some("eu-de")),
        ("eu-centrl", Some("eu-de")),
        ("us-south-2", None),
        ("syd05", None),
        ("eu-xx", None),
        ("somewhere", None),
    ] {
        assert_eq!(catalog::location_meant(name), meant, "{name}");
    }
    let file = files().into_iter().find(|(name, _)| name.ends_with("regions.json")).unwrap().1;
    for alias in file["aliases"].as_array().unwrap() {
        let (name, instead) = (alias["name"].as_str().unwrap(), alias["instead"].as_str().unwrap());
        assert!(!catalog::is_location(name) && catalog::is_location(instead), "{alias}");
        assert_eq!(catalog::location_meant(name), Some(instead), "{alias}");
    }
    assert!(catalog::documentation_id("1234567890").is_some());
    assert_eq!(catalog::documentation_id("1234567890 "), None);
}

/// `cargo test --release --test catalog -- --ignored --nocapture` says how long the parsing of all files takes.
#[test]
#[ignore = "measures, in a process of its own"]
fn parsing_time() {
    let start = std::time::Instant::now();
    let known = [
        catalog::kinds().count(),
        catalog::services().len(),
        catalog::roles().len(),
        catalog::subject_attributes().len(),
        catalog::regions().len(),
        catalog::pairs().len(),
        usize::from(catalog::service_alias("cos").is_some()),
        usize::from(catalog::what_is("ibm_is_vpc", "id").is_some()),
        usize::from(catalog::documentation_id("12345").is_some()),
    ];
    eprintln!("{:?} for {known:?}", start.elapsed());
}
