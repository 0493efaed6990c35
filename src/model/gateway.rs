//! An endpoint gateway: an address in a VPC behind which a service answers.

use super::resource::{Resource, Subject};
use crate::node::Node;
use crate::source::Span;

/// An endpoint gateway. Members that are not written are [`crate::node::Kind::Absent`].
#[derive(Clone, Debug)]
pub struct EndpointGateway {
    /// How it was written.
    pub resource: Resource,
    /// Its name.
    pub name: Node,
    /// The target object as a whole, absent if there is none or more than one.
    pub target: Node,
    /// `target.crn`.
    pub target_crn: Node,
    /// `target.name`.
    pub target_name: Node,
    /// `target.resource_type`.
    pub target_type: Node,
    /// The id of its VPC; in JSON it may be its CRN or its address in the API.
    pub vpc: Node,
    /// The id of its resource group.
    pub resource_group: Node,
    /// The ids of its security groups, a list; in JSON an element may be a CRN or an address.
    pub security_groups: Node,
    /// The addresses that it asks for itself.
    pub ips: Vec<Ip>,
    /// Whether all of those were seen.
    pub all_ips: bool,
    /// How names are resolved.
    pub dns_mode: Node,
}

/// An address that a gateway asks for: one that is there, or a new one in a subnet.
#[derive(Clone, Debug)]
pub struct Ip {
    /// The whole of it.
    pub span: Span,
    /// Where to say what it lacks: the header of the block, or its first brace.
    pub header: Span,
    /// The id of one that is there; in JSON it may be its address in the API.
    pub id: Node,
    /// The subnet of a new one.
    pub subnet: Node,
    /// The name of a new one.
    pub name: Node,
    /// The members that only a new one has, and how each is called, the subnet first.
    pub of_new: Vec<(&'static str, Node)>,
    /// Whether all of it was seen.
    pub whole: bool,
}

/// The id in a text that names something of a VPC: the text itself, or the last part of a CRN or of
/// an address in the API.
pub fn vpc_identity(text: &str) -> &str {
    let text = text.trim();
    if text.starts_with("crn:") {
        return text.rsplit(':').next().unwrap_or(text);
    }
    if text.contains("://") { text.rsplit('/').next().unwrap_or(text) } else { text }
}

impl Subject for EndpointGateway {
    fn resource(&self) -> &Resource {
        &self.resource
    }
}
