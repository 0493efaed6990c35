use crate::model::{Field, Resource};
use crate::{finding::Findings, rule::Context};

/// Attributes and arguments that hold an ID of digits and letters.
const IDS: [&str; 12] = [
    "account",
    "accountId",
    "endpoint_gateway_id",
    "resourceGroupId",
    "resource_group",
    "serviceInstance",
    "source_resource_group_id",
    "source_resource_instance_id",
    "source_service_account",
    "target_resource_group_id",
    "target_resource_instance_id",
    "vpc",
];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for resource in cx.model.resources() {
        within(resource, &resource.body, found);
    }
}

/// Looks at an object and at all below it.
fn within(resource: &Resource, node: &Field, found: &mut Findings) {
    for item in node.items().unwrap_or_default() {
        within(resource, item, found);
    }
    let entries = node.entries().unwrap_or_default();
    // An attribute has its name in one member and its value in the next.
    let named = entries.iter().find(|entry| matches!(entry.key.as_str(), "name" | "key"));
    let named = named.and_then(|entry| entry.value.text()).map(str::trim);
    for entry in entries {
        let name = if entry.key == "value" { named } else { Some(entry.key.as_str()) };
        for one in entry.value.each() {
            match name.filter(|name| IDS.contains(name) && one.sort() == "a number") {
                Some(name) => say(resource, one, name, found),
                None => within(resource, one, found),
            }
        }
    }
}

fn say(resource: &Resource, one: &Field, name: &str, found: &mut Findings) {
    found
        .at(resource, one, format!("`{name}` is written as a number"))
        .help("put the ID between quotes, with all its digits: a number loses leading zeros");
}
