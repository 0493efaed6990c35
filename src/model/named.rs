//! The values that name something in the cloud: accounts, services, types, instances, roles.

use super::{Model, Resource};
use crate::node::{Kind, Node};

/// Arguments whose text is for people, or chosen freely.
const FREE: [&str; 8] = [
    "access_tags",
    "description",
    "display_name",
    "name",
    "operator",
    "tags",
    "transaction_id",
    "version",
];

impl Model {
    /// Every value that names something that is there already, with its resource and what it is
    /// called: `accountId`, `vpc`. Each possibility of an undecided one stands for itself.
    pub fn identifiers(&self) -> Vec<(&Resource, &str, &Node)> {
        let mut found = Vec::new();
        for policy in &self.policies {
            for one in policy.sides().flat_map(|side| &side.attributes) {
                let name = one.known_name().unwrap_or("value");
                add(&policy.resource, name, &one.value, &mut found);
            }
            add(&policy.resource, "role", &policy.roles, &mut found);
        }
        for gateway in &self.gateways {
            // The name of a target is chosen by nobody here.
            add(&gateway.resource, "target", &gateway.target_name, &mut found);
            within(&gateway.resource, &gateway.resource.body, &mut found);
        }
        for other in &self.others {
            within(other, &other.body, &mut found);
        }
        found
    }
}

/// Adds the possibilities of `node` and the elements of a list.
fn add<'a>(
    resource: &'a Resource,
    name: &'a str,
    node: &'a Node,
    found: &mut Vec<(&'a Resource, &'a str, &'a Node)>,
) {
    for one in node.each() {
        match &one.kind {
            Kind::List(items, _) => items.iter().for_each(|item| add(resource, name, item, found)),
            Kind::Object(..) => within(resource, one, found),
            _ => found.push((resource, name, one)),
        }
    }
}

/// Adds what stands in an object under names that are not free.
fn within<'a>(
    resource: &'a Resource,
    object: &'a Node,
    found: &mut Vec<(&'a Resource, &'a str, &'a Node)>,
) {
    let named = object.entries().unwrap_or_default().iter();
    for entry in named.filter(|entry| !FREE.contains(&entry.key.as_str())) {
        add(resource, &entry.key, &entry.value, found);
    }
}
