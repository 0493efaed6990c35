//! The JSON body that creates an endpoint gateway -> an endpoint gateway.

use super::document::Spot;
use super::shape::{self, Shape};
use crate::model::{EndpointGateway, Exists, Ip, Resource, Surface, World};
use crate::node::{Kind, Node};
use crate::source::Span;

/// Members that stand beside `target` in the body.
const BESIDE: [&str; 6] =
    ["vpc", "ips", "security_groups", "resource_group", "name", "dns_resolution_binding_mode"];

/// Whether `node` is such a body.
pub(super) fn is_gateway(node: &Node) -> bool {
    let Some(target) = node.get("target").and_then(|entry| entry.value.entries()) else {
        return false;
    };
    let beside = BESIDE.iter().filter(|name| node.get(name).is_some()).count();
    let sure = target.iter().any(|entry| entry.key == "crn" || is_resource_type(&entry.key));
    // A target with nothing but a name is common in other people's JSON; a VPC is not.
    let named = target.iter().any(|entry| entry.key == "name") && node.get("vpc").is_some();
    beside >= 2 && (sure || named)
}

/// Whether `node` has a target such as only gateways have.
pub(super) fn is_target(node: &Node) -> bool {
    let target = node.get("target").and_then(|entry| entry.value.entries()).unwrap_or_default();
    target.iter().any(|entry| entry.key == "crn" || is_resource_type(&entry.key))
}

/// `resource_type`, also misspelt: `resource type`, `resourceType`.
fn is_resource_type(key: &str) -> bool {
    let letters = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.eq("resourcetype".chars())
}

/// Lowers such a body.
pub(super) fn lower(body: &Node, spot: &Spot, world: World) -> EndpointGateway {
    let (node, faults) = shape::read(Shape::EndpointGateway, body, spot.header);
    let member = |name: &str| {
        node.get(name).map_or_else(|| Node::absent(spot.header), |entry| entry.value.clone())
    };
    let target = node.get("target");
    let of_target = |name: &str| match target {
        Some(target) => target
            .value
            .get(name)
            .map_or_else(|| Node::absent(target.key_span), |entry| entry.value.clone()),
        None => Node::absent(spot.header),
    };
    let about = [of_target("crn"), of_target("name"), member("vpc")];
    let about = about.iter().map(|node| node.text().unwrap_or("?").trim().to_owned());
    EndpointGateway {
        name: member("name"),
        target: target.map_or_else(
            || Node::absent(spot.header),
            |target| Node { span: target.key_span, ..target.value.clone() },
        ),
        target_crn: of_target("crn"),
        target_name: of_target("name"),
        target_type: of_target("resource_type"),
        vpc: identity(member("vpc")),
        resource_group: identity(member("resource_group")),
        security_groups: match member("security_groups") {
            // `null` is refused by the shape; it is not the same as leaving it out.
            node if matches!(node.kind, Kind::Null) => Node::unknown(node.span, "it is null"),
            node => groups(node),
        },
        ips: member("ips").items().unwrap_or_default().iter().filter_map(ip).collect(),
        // Whatever else stands there is refused for its type.
        all_ips: member("ips").items().is_none_or(|all| all.iter().all(|one| ip(one).is_some()))
            && (member("ips").is_absent() || member("ips").items().is_some()),
        dns_mode: member("dns_resolution_binding_mode"),
        resource: Resource {
            kind: "endpoint-gateway".to_owned(),
            surface: Surface::GatewayJson,
            in_json: true,
            address: spot.pointer.clone(),
            object: String::new(),
            identity: about.collect::<Vec<_>>().join(" "),
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
    }
}

/// What an object names by its id, its CRN or its address in the API.
fn identity(node: Node) -> Node {
    if node.entries().is_none() {
        return node;
    }
    let named = ["id", "crn", "href"].into_iter().find_map(|name| node.get(name));
    match named {
        Some(entry) => entry.value.clone(),
        None => Node::unknown(node.span, "nothing in it says which it is"),
    }
}

fn groups(mut node: Node) -> Node {
    if let Kind::List(items, _) = &mut node.kind {
        *items = std::mem::take(items).into_iter().map(identity).collect();
    }
    node
}

fn ip(node: &Node) -> Option<Ip> {
    node.entries()?;
    let header = Span { end: (node.span.start + 1).min(node.span.end), ..node.span };
    let part = |name: &str| {
        node.get(name).map_or_else(|| Node::absent(header), |entry| entry.value.clone())
    };
    let subnet = identity(part("subnet"));
    let mut of_new = vec![("subnet", subnet.clone())];
    of_new.extend(["name", "address", "auto_delete"].map(|name| (name, part(name))));
    Some(Ip {
        span: node.span,
        header,
        id: if node.get("id").is_some() { part("id") } else { part("href") },
        subnet,
        name: part("name"),
        of_new,
        whole: true,
    })
}
