//! Gateways in their VPC: the addresses bound to them, the security groups attached to them and the
//! rules of those, the buckets bound through them.

mod links;
mod which;

use self::links::{Key, Links};
pub use self::which::Which;
use super::{Answer, Graph, Thing};
use crate::model::{EndpointGateway, Field, Hides, Resource, World};
use foldhash::{HashMap, HashSet};

const GATEWAY_IP: &str = "ibm_is_virtual_endpoint_gateway_ip";
const RESERVED_IP: &str = "ibm_is_subnet_reserved_ip";
const GROUP_TARGET: &str = "ibm_is_security_group_target";
const BINDING: &str = "ibm_is_virtual_endpoint_gateway_resource_binding";
const OPERATIONS: &str = "ibm_is_private_path_service_gateway_operations";
const RULE: &str = "ibm_is_security_group_rule";
const GROUP: &str = "ibm_is_security_group";
const SUBNET: &str = "ibm_is_subnet";
const VPC: &str = "ibm_is_vpc";

/// What is joined once, when the first rule asks.
#[derive(Debug)]
pub(super) struct Network<'a> {
    at: HashMap<Key<'a>, &'a Resource>,
    groups: Links<'a>,
    ips: Links<'a>,
    addresses: Links<'a>,
    bindings: Links<'a>,
    rules: Links<'a>,
    operations: Links<'a>,
    used_unseen: HashSet<(World, &'a str)>,
    used_above: HashSet<(World, &'a str)>,
}

/// An address of a gateway.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// What binds it: the gateway itself, or another resource.
    pub by: &'a Resource,
    /// The field that says which it is.
    pub named: &'a Field,
    /// The reserved IP, where it is one of the model.
    pub reserved: Option<&'a Resource>,
    /// The subnet it is in, and the world where that is said.
    pub subnet: Option<(World, &'a Field)>,
}

/// A security group of a gateway.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// What attaches it: the gateway itself, or another resource.
    pub by: &'a Resource,
    /// The field that names it.
    pub group: &'a Field,
}

impl<'a> Network<'a> {
    pub(super) fn new(graph: &Graph<'a>) -> Self {
        let model = graph.model();
        let all = model.resources().chain(&model.neighbours);
        let at: HashMap<Key<'a>, &'a Resource> =
            all.map(|one| ((one.world, one.address.as_str()), one)).collect();
        let links = |kind, name| Links::new(graph, &at, kind, name);
        let mut used_unseen = HashSet::default();
        let mut used_above = HashSet::default();
        for gap in &model.gaps {
            match &gap.hides {
                Hides::UsesOf(object) => used_unseen.insert((gap.world, object.as_str())),
                Hides::UsesAbove(object) => used_above.insert((gap.world, object.as_str())),
                _ => false,
            };
        }
        Self {
            groups: links(GROUP_TARGET, "target"),
            ips: links(GATEWAY_IP, "gateway"),
            addresses: links(RESERVED_IP, "target"),
            bindings: links(BINDING, "endpoint_gateway_id"),
            rules: links(RULE, "group"),
            operations: links(OPERATIONS, "private_path_service_gateway"),
            used_unseen,
            used_above,
            at,
        }
    }
}

impl<'a> Graph<'a> {
    /// The addresses that are surely bound to a gateway.
    pub fn addresses(&self, gateway: &'a EndpointGateway) -> Vec<Address<'a>> {
        let network = self.network();
        let resource = &gateway.resource;
        let own = gateway.ips.iter().map(|ip| {
            let reserved = self.one(resource.world, &ip.id, RESERVED_IP);
            let named = if ip.subnet.is_absent() { &ip.id } else { &ip.subnet };
            let inline = (!ip.subnet.is_absent()).then_some((resource.world, &ip.subnet));
            let subnet = inline.or_else(|| subnet_of(reserved?));
            Address { by: resource, named, reserved, subnet }
        });
        let bound = network.ips.sure(resource).into_iter().filter_map(|by| {
            let named = by.value("reserved_ip")?;
            let reserved = self.one(by.world, named, RESERVED_IP);
            Some(Address { by, named, reserved, subnet: reserved.and_then(subnet_of) })
        });
        let targeting = network.addresses.sure(resource).into_iter().filter_map(|by| {
            let named = by.value("target")?;
            Some(Address { by, named, reserved: Some(by), subnet: subnet_of(by) })
        });
        own.chain(bound).chain(targeting).collect()
    }

    /// Whether a gateway has an address: `No` only where everything that could give it one was seen.
    pub fn has_address(&self, gateway: &'a EndpointGateway) -> Answer {
        let (network, resource) = (self.network(), &gateway.resource);
        if !gateway.ips.is_empty() || network.ips.any(resource) || network.addresses.any(resource) {
            return Answer::Yes;
        }
        let open = !gateway.all_ips
            || resource.ignores("ips")
            || network.ips.may_hold(resource)
            || network.addresses.may_hold(resource)
            || self.is_used_unseen(resource);
        if open { Answer::Unknown } else { Answer::No }
    }

    /// The security groups that a gateway surely has, by its own argument and by what attaches one.
    pub fn security_groups(&self, gateway: &'a EndpointGateway) -> Vec<Attached<'a>> {
        let by = &gateway.resource;
        let own = gateway.security_groups.items().unwrap_or_default().iter();
        let own = own.map(|group| Attached { by, group });
        let attached = self.security_group_targets(gateway).into_iter();
        let attached = attached
            .filter_map(|by| by.value("security_group").map(|group| Attached { by, group }));
        own.chain(attached).collect()
    }

    /// The resources that surely attach a security group to a gateway.
    pub fn security_group_targets(&self, gateway: &'a EndpointGateway) -> Vec<&'a Resource> {
        self.network().groups.sure(&gateway.resource)
    }

    /// Whether [`Graph::security_groups`] are all that a gateway can have.
    pub fn sees_all_security_groups(&self, gateway: &'a EndpointGateway) -> bool {
        let resource = &gateway.resource;
        let groups = &self.network().groups;
        let own = &gateway.security_groups;
        own.items().is_some()
            && own.is_whole()
            && !resource.ignores("security_groups")
            && !groups.any_unsure(resource)
            && !groups.may_hold(resource)
            && !self.is_used_unseen(resource)
    }

    /// The rules that surely belong to the security group which a field names.
    pub fn rules_of(&self, world: World, group: &Field) -> Vec<&'a Resource> {
        let group = self.one(world, group, GROUP);
        group.into_iter().flat_map(|group| self.network().rules.sure(group)).collect()
    }

    /// Whether traffic can come in through the security group that a field names: `No` only where it
    /// is made here, everything that could add a rule was seen, and there is none for it.
    pub fn lets_in(&self, world: World, group: &Field) -> Answer {
        let Some(group) = self.one(world, group, GROUP) else { return Answer::Unknown };
        let rules = &self.network().rules;
        let is_inbound = |rule: &Resource| {
            rule.value("direction").is_none_or(|it| it.possibly(|text| text.trim() != "outbound"))
        };
        if rules.all(group).into_iter().any(is_inbound) {
            return Answer::Yes;
        }
        let open = rules.may_hold(group) || self.is_used_unseen(group);
        if open { Answer::Unknown } else { Answer::No }
    }

    /// The resource bindings that surely go through a gateway.
    pub fn resource_bindings(&self, gateway: &'a EndpointGateway) -> Vec<&'a Resource> {
        self.network().bindings.sure(&gateway.resource)
    }

    /// Whether a private path service gateway is surely never published.
    pub fn is_unpublished(&self, path: &'a Resource) -> bool {
        let operations = &self.network().operations;
        let publishes = |one: &Resource| one.value("published").is_none_or(|it| !it.is_no());
        !operations.all(path).into_iter().any(publishes)
            && !operations.may_hold(path)
            && !self.is_used_unseen(path)
    }

    /// The VPC that the model holds, if it surely is a hub whose names others share.
    pub fn enables_hub(&self, vpc: &Which) -> Option<&'a Field> {
        let Which::Made(world, address) = vpc else { return None };
        let vpc = self.network().at.get(&(*world, address.as_str()))?;
        let blocks = vpc.blocks("dns");
        let [dns] = blocks.as_slice() else { return None };
        let enabled = &dns.get("enable_hub")?.value;
        enabled.is_yes().then_some(enabled)
    }

    /// The subnet that a field names, where the model holds it.
    pub fn subnet(&self, world: World, field: &Field) -> Option<&'a Resource> {
        self.one(world, field, SUBNET)
    }

    /// The security group that a field names, where the model holds it.
    pub fn security_group(&self, world: World, field: &Field) -> Option<&'a Resource> {
        self.one(world, field, GROUP)
    }

    /// The one thing of Terraform type `kind` that a field surely names.
    pub fn one(&self, world: World, field: &Field, kind: &str) -> Option<&'a Resource> {
        field.reference().filter(|one| !one.data && one.kind == kind)?;
        let identity = self.identity(world, field)?;
        let (world, address) = identity.from()?;
        self.network().at.get(&(world, address)).copied()
    }

    fn network(&self) -> &Network<'a> {
        self.network.get_or_init(|| Box::new(Network::new(self)))
    }

    /// Whether something that cannot be looked into gets hold of a resource.
    fn is_used_unseen(&self, resource: &Resource) -> bool {
        let key = (resource.world, resource.object.as_str());
        let network = self.network();
        self.is_unread(resource.world)
            || network.used_unseen.contains(&key)
            || network.used_above.contains(&key)
    }
}

impl<'a> Thing<'a> {
    /// The VPC that it says it is in.
    pub(super) fn vpc(self) -> Option<&'a Field> {
        match self {
            Self::Gateway(gateway) => Some(&gateway.vpc),
            Self::Policy(_) => None,
            Self::Other(resource) => resource.value("vpc"),
        }
    }
}

fn subnet_of(address: &Resource) -> Option<(World, &Field)> {
    Some((address.world, address.value("subnet")?))
}
