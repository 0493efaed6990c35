//! Terraform's endpoint gateways.

use super::{argument, blocks, value};
use crate::catalog::Schema;
use crate::lower::provider_schema;
use crate::model::{EndpointGateway, Ip, Resource};
use crate::node::{Entry, Kind, Node, Seen};
use crate::source::Span;

pub(super) fn gateway(resource: Resource, schema: &Schema) -> EndpointGateway {
    let header = resource.header;
    let target = target(&resource, schema);
    let of_target = |name: &str| match (&target.kind, schema.block("target")) {
        (Kind::Object(..), Some(schema)) => {
            value(schema, &target, name).unwrap_or_else(|| Node::absent(target.span))
        }
        (Kind::Absent, _) => Node::absent(header),
        _ => Node::unknown(target.span, "the target is not known"),
    };
    let ips = provider_schema::find_entry(schema, &resource.body, "ips");
    EndpointGateway {
        name: argument(&resource, schema, "name"),
        target_crn: of_target("crn"),
        target_name: of_target("name"),
        target_type: of_target("resource_type"),
        vpc: argument(&resource, schema, "vpc"),
        resource_group: argument(&resource, schema, "resource_group"),
        security_groups: argument(&resource, schema, "security_groups"),
        ips: ips.zip(schema.block("ips")).map_or_else(Vec::new, |(entry, of)| addresses(entry, of)),
        all_ips: resource.body.is_whole() && ips.is_none_or(|entry| is_whole(&entry.value)),
        dns_mode: argument(&resource, schema, "dns_resolution_binding_mode"),
        target,
        resource,
    }
}

/// The one target block; unknown where a `dynamic` block makes it.
fn target(resource: &Resource, schema: &Schema) -> Node {
    let absent = || Node::absent(resource.header);
    let found = provider_schema::find_entry(schema, &resource.body, "target");
    let Some(entry) = found else { return absent() };
    match (blocks(entry).as_slice(), &entry.value.kind) {
        ([only], Kind::List(_, Seen::Whole) | Kind::Object(..)) => (*only).clone(),
        ([], Kind::Absent | Kind::Null) => absent(),
        _ => unknown_at(entry.key_span),
    }
}

/// Whether all blocks of a name were seen.
fn is_whole(value: &Node) -> bool {
    value.is_absent() || value.items().is_some() && value.is_whole()
}

fn addresses(entry: &Entry, schema: &Schema) -> Vec<Ip> {
    let each = blocks(entry).into_iter().map(|block| {
        let part =
            |name: &str| value(schema, block, name).unwrap_or_else(|| Node::absent(block.span));
        Ip {
            span: block.span,
            header: block.span,
            id: part("id"),
            subnet: part("subnet"),
            name: part("name"),
            of_new: vec![("subnet", part("subnet")), ("name", part("name"))],
            whole: block.is_whole(),
        }
    });
    each.collect()
}

fn unknown_at(span: Span) -> Node {
    Node::unknown(span, "it is not known which of several it is")
}
