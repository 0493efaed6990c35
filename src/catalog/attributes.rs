//! The attributes of subjects and resources, their operators, and the resource types they may name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Instead, find, instead, normalised, read};

static ATTRIBUTES: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/attributes.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    subject_attributes: Vec<String>,
    resource_attributes: Vec<String>,
    service_attributes: Vec<OfService>,
    operators: Vec<OfPlace>,
    is_resource_types: Vec<String>,
    is_resource_ids: Vec<Instead>,
    is_source_types: Vec<String>,
    standalone_target_types: Vec<String>,
    target_resource_types: Vec<OfService>,
    attribute_aliases: Vec<Instead>,
    operator_aliases: Vec<Instead>,
    resource_type_aliases: Vec<Instead>,
    source_services: Vec<Instead>,
    whole_instance_types: Vec<String>,
    with_instances: Vec<Evidence>,
    without_instances: Vec<Evidence>,
    without_guids: Vec<Evidence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfService {
    service: String,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPlace {
    place: Place,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    service: String,
    #[serde(rename = "source")]
    _source: String,
}

/// Where an operator stands.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// An attribute of `resources` in a v1 policy.
    V1Resource,
    /// An attribute of `subjects` in a v1 policy: takes no operator at all.
    V1Subject,
    /// An attribute of `resource` in a v2 policy.
    V2Resource,
    /// An attribute of `subject` in a v2 policy.
    V2Subject,
    /// A tag of `resource` in a v2 policy.
    V2Tag,
    /// A block `resource_attributes` in Terraform.
    TerraformResource,
    /// A block `subject_attributes` in Terraform.
    TerraformSubject,
}

/// Whether a policy on a service can name an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instances {
    /// The service has instances, and there is evidence of it.
    Has,
    /// The service has none, or its resources are named in another way.
    HasNot,
    /// Not known.
    Unknown,
}

/// The attribute names that a subject may carry.
pub fn subject_attributes() -> &'static [String] {
    &ATTRIBUTES.subject_attributes
}

/// The attribute names that every resource may carry; services add their own, see [`service_attributes`].
pub fn resource_attributes() -> &'static [String] {
    &ATTRIBUTES.resource_attributes
}

/// The attribute names that are known of a service's resources besides [`resource_attributes`].
pub fn service_attributes(service: &str) -> &'static [String] {
    names(&ATTRIBUTES.service_attributes, service)
}

/// The attribute that a name which is none probably stands for.
pub fn attribute_alias(name: &str) -> Option<&'static str> {
    let is_right = |names: &[String]| names.iter().any(|known| known == name);
    if is_right(&ATTRIBUTES.resource_attributes) || is_right(&ATTRIBUTES.subject_attributes) {
        return None;
    }
    instead(&ATTRIBUTES.attribute_aliases, &normalised(name))
}

/// Whether a name ends in a spelling of `accountId`: `KeyOwnerAccountID` says whose account it is, and
/// the attribute only that it is one.
pub fn ends_as_account(name: &str) -> bool {
    let letters =
        name.chars().rev().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase());
    letters.take("accountid".len()).eq("accountid".chars().rev())
}

/// The operator that a name which is none probably stands for.
pub fn operator_alias(name: &str) -> Option<&'static str> {
    instead(&ATTRIBUTES.operator_aliases, &normalised(name))
}

/// The operators that are allowed in a place.
pub fn operators(place: Place) -> &'static [String] {
    ATTRIBUTES.operators.iter().find(|entry| entry.place == place).map_or(&[], |entry| &entry.names)
}

/// The resource types of the service `is`.
pub fn is_resource_types() -> &'static [String] {
    &ATTRIBUTES.is_resource_types
}

/// The attribute that names one resource of this type of `is` as a target: `vpcId` for `vpc`.
pub fn is_resource_id(resource_type: &str) -> Option<&'static str> {
    instead(&ATTRIBUTES.is_resource_ids, resource_type)
}

/// The resource types of `is` that were seen as the source of an authorization.
pub fn is_source_types() -> &'static [String] {
    &ATTRIBUTES.is_source_types
}

/// The resource types that a target may name without a service.
pub fn standalone_target_types() -> &'static [String] {
    &ATTRIBUTES.standalone_target_types
}

/// The resource types that a target service is known to define; empty if none is known.
pub fn target_resource_types(service: &str) -> &'static [String] {
    names(&ATTRIBUTES.target_resource_types, service)
}

/// The resource type of `is` that is evidently meant by a name that is none.
pub fn resource_type_alias(name: &str) -> Option<&'static str> {
    let dashed: String = name
        .trim()
        .chars()
        .map(|c| if c == '_' || c == ' ' { '-' } else { c.to_ascii_lowercase() })
        .collect();
    let own = is_resource_types().iter().find(|known| **known == dashed);
    match own {
        Some(known) => (known != name).then_some(known.as_str()),
        None => instead(&ATTRIBUTES.resource_type_aliases, &dashed),
    }
}

/// The service of its own that is evidently meant by a resource type of `is` as the source.
pub fn source_service(name: &str) -> Option<&'static str> {
    let dashed = |c: char| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() };
    instead(&ATTRIBUTES.source_services, &name.trim().chars().map(dashed).collect::<String>())
}

/// Whether a resource type of this service (empty if not known) is none, but what people write when they mean an instance as a
/// whole. `instance` is also a resource type of VPC, so it is one only where the service is known to have instances.
pub fn means_whole_instance(service: &str, resource_type: &str) -> bool {
    let meant = super::normalised(resource_type);
    ATTRIBUTES.whole_instance_types.iter().any(|name| super::normalised(name) == meant)
        && (instances(service) == Instances::Has
            || !is_resource_types().iter().any(|known| super::normalised(known) == meant))
}

/// Whether a policy on the service can name an instance.
pub fn instances(service: &str) -> Instances {
    if find(&ATTRIBUTES.with_instances, service, |entry| &entry.service).is_some() {
        Instances::Has
    } else if find(&ATTRIBUTES.without_instances, service, |entry| &entry.service).is_some() {
        Instances::HasNot
    } else {
        Instances::Unknown
    }
}

/// Whether the service is known to have instances, and nothing says that their IDs are no GUIDs.
pub fn has_guids(service: &str) -> bool {
    instances(service) == Instances::Has
        && find(&ATTRIBUTES.without_guids, service, |entry| &entry.service).is_none()
}

fn names(list: &'static [OfService], service: &str) -> &'static [String] {
    find(list, service, |entry| &entry.service).map_or(&[], |entry| &entry.names)
}
