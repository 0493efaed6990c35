//! An endpoint gateway: an address in a VPC behind which a service answers.

use super::resource::{Resource, Subject};
use crate::node::Node;

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
    /// The ids of its security groups, a list.
    pub security_groups: Node,
    /// How names are resolved.
    pub dns_mode: Node,
}

impl Subject for EndpointGateway {
    fn resource(&self) -> &Resource {
        &self.resource
    }
}
