//! The JSON of a policy, in both formats -> an authorization policy.

use super::document::Spot;
use super::shape::{self, Shape};
use crate::catalog;
use crate::model::{
    Attribute, AuthorizationPolicy, Exists, Fault, FaultKind, Format, Resource, Side, SideForm,
    Surface, World,
};
use crate::node::{Entry, Kind, Node, Seen};
use crate::source::Span;

/// Attribute names that only policies use, without case and `_`.
const NAMES: [&str; 5] =
    ["servicename", "accountid", "serviceinstance", "resourcetype", "resourcegroupid"];
/// Attributes of a subject that is a person, a service id or an access group.
const IDENTITIES: [&str; 2] = ["iamid", "accessgroupid"];
/// Members that only one of the two formats has.
const V1: [&str; 3] = ["subjects", "resources", "roles"];
const V2: [&str; 3] = ["subject", "resource", "control"];

/// Whether `node` is a policy between services, also where its type is wrong or missing.
pub(super) fn is_policy(node: &Node) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| node.get(name).is_some());
    let parts = [
        has(&["subjects", "subject"]),
        has(&["resources", "resource"]),
        has(&["roles", "control"]),
    ];
    if parts.iter().filter(|part| **part).count() < 2 {
        return false;
    }
    let subject = || ["subjects", "subject"].iter().filter_map(|name| node.get(name));
    let resource = || ["resources", "resource"].iter().filter_map(|name| node.get(name));
    let service = |entry: &Entry| names_attribute(&entry.value, &NAMES, 0);
    if node.get("type").is_some_and(|entry| entry.value.text() == Some("authorization")) {
        let is_member = |entry: &Entry| {
            objects(&entry.value)
                .into_iter()
                .flat_map(|one| one.entries().unwrap_or_default())
                .any(|member| NAMES.contains(&plain(&member.key).as_str()))
        };
        return subject().chain(resource()).any(|entry| service(entry) || is_member(entry))
            || grants_role(node);
    }
    // Of any other type, only what gives a service something: an access policy has a person, a
    // service id or an access group as its subject, or none at all in a template.
    let person = subject().any(|entry| names_attribute(&entry.value, &IDENTITIES, 0));
    !person
        && (subject().any(service)
            || subject().any(|entry| holds_service(&entry.value, 0)) && grants_role(node))
}

/// Whether an attribute somewhere in `node` has the name of a service as its value, whatever the
/// attribute is called.
fn holds_service(node: &Node, depth: usize) -> bool {
    if depth > 6 {
        return false;
    }
    let is_name = |entry: &Entry| {
        entry.key == "value"
            && entry.value.text().is_some_and(|text| catalog::service(text).is_some())
    };
    let entries = node.entries().unwrap_or_default();
    entries.iter().any(|one| is_name(one) || holds_service(&one.value, depth + 1))
        || node.items().unwrap_or_default().iter().any(|item| holds_service(item, depth + 1))
}

/// Whether it gives a role that is a CRN, which says enough where the names of the attributes do not.
fn grants_role(node: &Node) -> bool {
    let is_crn = |role: &Node| {
        let id = role.get("role_id").and_then(|entry| entry.value.text());
        id.is_some_and(|id| id.trim_start().starts_with("crn:v1:"))
    };
    let grant = node.get("control").and_then(|control| control.value.get("grant"));
    let roles = node.get("roles").or_else(|| grant.and_then(|grant| grant.value.get("roles")));
    roles.is_some_and(|roles| objects(&roles.value).into_iter().any(is_crn))
}

/// Whether somewhere in `node` there is an attribute object with one of these names.
fn names_attribute(node: &Node, names: &[&str], depth: usize) -> bool {
    if depth > 6 {
        return false;
    }
    if let Some(entries) = node.entries() {
        let named = entries.iter().any(|entry| {
            matches!(plain(&entry.key).as_str(), "name" | "key")
                && entry.value.text().is_some_and(|text| names.contains(&plain(text).as_str()))
        });
        let valued = entries.iter().any(|entry| plain(&entry.key).starts_with("value"));
        return named && valued
            || entries.iter().any(|one| names_attribute(&one.value, names, depth + 1));
    }
    node.items().unwrap_or_default().iter().any(|item| names_attribute(item, names, depth + 1))
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

/// Lowers a policy.
pub(super) fn lower(body: &Node, spot: &Spot, world: World) -> AuthorizationPolicy {
    let foreign = mixture(body);
    let format = if prefers_v2(body) { Format::V2 } else { Format::V1 };
    let (surface, shape) = match format {
        Format::V2 => (Surface::PolicyV2, Shape::PolicyV2),
        _ => (Surface::PolicyV1, Shape::PolicyV1),
    };
    // A mixture fits neither shape, and says so itself.
    let (node, faults) = if foreign.is_empty() {
        shape::read(shape, body, spot.header)
    } else {
        (body.clone(), foreign)
    };
    let subjects = sides(&node, &["subjects", "subject"]);
    let targets = sides(&node, &["resources", "resource"]);
    AuthorizationPolicy {
        policy_type: member(&node, "type", spot.header),
        resource: Resource {
            kind: "authorization-policy".to_owned(),
            surface,
            in_json: true,
            address: spot.pointer.clone(),
            object: String::new(),
            identity: identity(&subjects, &targets),
            exists: Exists::Surely,
            world,
            header: spot.header,
            called_by: Vec::new(),
            extent: body.span,
            body: body.clone(),
            provider: None,
            local_provider: None,
            ignored: Vec::new(),
            faults,
            imported: false,
            change: None,
        },
        format,
        template: spot.template,
        subjects,
        targets,
        roles: roles(&node, spot.header),
    }
}

/// Whether the policy is rather of format 2, by its members; format 1 if in doubt.
fn prefers_v2(node: &Node) -> bool {
    let count = |names: &[&str]| names.iter().filter(|name| node.get(name).is_some()).count();
    count(&V2) > count(&V1)
}

/// The members that belong to the other format.
fn mixture(node: &Node) -> Vec<Fault> {
    let (foreign, ours, attribute) = if prefers_v2(node) {
        (&V1, Format::V2, ("name", "key"))
    } else {
        (&V2, Format::V1, ("key", "name"))
    };
    let mut faults = Vec::new();
    let mut say = |entry: &Entry, instead: &str| {
        faults.push(Fault {
            kind: FaultKind::Mixed { format: ours, instead: instead.to_owned() },
            at: Node::new(Kind::Text(entry.key.clone()), entry.key_span),
            name: entry.key.to_string(),
            path: String::new(),
        });
    };
    for entry in node.entries().unwrap_or_default() {
        if foreign.contains(&entry.key.as_str()) {
            say(entry, counterpart(&entry.key));
        }
    }
    for name in ["subjects", "subject", "resources", "resource"] {
        for side in node.get(name).map(|entry| objects(&entry.value)).unwrap_or_default() {
            let list = side.get("attributes").map(|entry| objects(&entry.value));
            for one in list.unwrap_or_default() {
                if let (Some(wrong), None) = (one.get(attribute.0), one.get(attribute.1)) {
                    say(wrong, attribute.1);
                }
            }
        }
    }
    faults
}

/// What a member of one format is called in the other.
fn counterpart(name: &str) -> &'static str {
    match name {
        "subjects" => "subject",
        "resources" => "resource",
        "roles" => "control.grant.roles",
        "subject" => "subjects",
        "resource" => "resources",
        _ => "roles",
    }
}

/// The objects of a list, or the object itself.
fn objects(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(items, _) => items.iter().filter(|item| item.entries().is_some()).collect(),
        Kind::Object(..) => vec![node],
        _ => Vec::new(),
    }
}

fn member(node: &Node, name: &str, header: Span) -> Node {
    node.get(name).map_or_else(|| Node::absent(header), |entry| entry.value.clone())
}

fn sides(node: &Node, names: &[&str]) -> Vec<Side> {
    let mut sides = Vec::new();
    for entry in names.iter().filter_map(|name| node.get(name)) {
        for object in objects(&entry.value) {
            let written = object.get("attributes");
            let list = written.map_or(&[][..], |list| list.value.items().unwrap_or_default());
            let attributes: Vec<Attribute> = list.iter().filter_map(attribute).collect();
            let listed = written.is_some_and(|list| list.value.items().is_some());
            sides.push(Side {
                span: written.map_or(entry.key_span, |list| list.key_span),
                form: SideForm::Attributes,
                // Without a readable list the shape is at fault, and nothing in it is missing.
                whole: listed
                    && attributes.len() == list.len()
                    && !list.is_empty()
                    && object.is_whole()
                    && written.is_some_and(|list| list.value.is_whole()),
                tagged: object.get("tags").is_some(),
                attributes,
            });
        }
    }
    sides
}

fn attribute(node: &Node) -> Option<Attribute> {
    node.entries()?;
    let name = node.get("name").or_else(|| node.get("key"))?;
    Some(Attribute {
        name: name.value.clone(),
        value: member(node, "value", name.key_span),
        operator: member(node, "operator", name.key_span),
        span: name.key_span,
    })
}

/// The CRNs of the roles, as a list where the roles stand.
fn roles(node: &Node, header: Span) -> Node {
    let direct = node.get("roles").map(|entry| &entry.value);
    let granted = || {
        let grant = node.get("control")?.value.get("grant")?;
        grant.value.get("roles").map(|entry| &entry.value)
    };
    let Some(list) = direct.or_else(granted) else { return Node::absent(header) };
    let Some(items) = list.items() else { return Node::unknown(list.span, "it is no list") };
    let role = |item: &Node| item.get("role_id").map(|entry| entry.value.clone());
    let roles: Vec<Node> = items.iter().filter_map(role).collect();
    let all = roles.len() == items.len() && list.is_whole();
    Node::new(Kind::List(roles, if all { Seen::Whole } else { Seen::Partly }), list.span)
}

/// Who and what the policy is about, in one order, for its fingerprint.
fn identity(subjects: &[Side], targets: &[Side]) -> String {
    let side = |side: &Side| {
        let mut pairs: Vec<String> = side
            .attributes
            .iter()
            .map(|one| {
                let text = |node: &Node| node.text().unwrap_or("?").trim().to_owned();
                format!("{}={}", text(&one.name), text(&one.value))
            })
            .collect();
        pairs.sort();
        pairs.join(",")
    };
    let all = |sides: &[Side]| sides.iter().map(side).collect::<Vec<_>>().join(";");
    format!("{} -> {}", all(subjects), all(targets))
}
