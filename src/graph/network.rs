//! Gateways in their VPC: the addresses bound to them, the security groups attached to them and the
//! rules of those, the buckets bound through them.

mod abroad;
mod links;
mod which;

use self::abroad::Abroad;
use self::links::{Key, Links};
pub use self::which::Which;
use super::{Graph, Thing};
use crate::model::{EndpointGateway, Field, Gap, Hides, Resource, Surface, World, without_indexes};
use foldhash::{HashMap, HashSet};

const GATEWAY: &str = "ibm_is_virtual_endpoint_gateway";
const PATH: &str = "ibm_is_private_path_service_gateway";
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
    /// What does things in each world that nobody sees, the first: it may find what it needs by name.
    acting: HashMap<World, &'a str>,
    abroad: Abroad<'a>,
    /// The gateways of configurations, by address without indexes, where something was planned.
    written: HashMap<String, Vec<&'a EndpointGateway>>,
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

/// That something lacks what others may give it.
#[derive(Clone, Copy, Debug)]
pub enum Lack<'a> {
    /// It surely does.
    Surely,
    /// This one may give it.
    Unless(&'a Resource),
    /// Something gets hold of it that cannot be looked into.
    Unseen,
    /// What this one does is not seen.
    Acting(&'a str),
}

impl Lack<'_> {
    /// Whether it surely lacks it.
    pub fn is_sure(&self) -> bool {
        matches!(self, Self::Surely)
    }
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
        let mut acting = HashMap::default();
        for Gap { world, hides } in &model.gaps {
            match hides {
                Hides::UsesOf(object) => {
                    used_unseen.insert((*world, object.as_str()));
                }
                Hides::UsesAbove(object) => {
                    used_above.insert((*world, object.as_str()));
                }
                Hides::Policies(by) => {
                    acting.entry(*world).or_insert(by.as_str());
                }
                _ => {}
            }
        }
        let (groups, ips) = (links(GROUP_TARGET, "target"), links(GATEWAY_IP, "gateway"));
        let (addresses, rules) = (links(RESERVED_IP, "target"), links(RULE, "group"));
        let operations = links(OPERATIONS, "private_path_service_gateway");
        let sorts = [
            (GATEWAY, &groups),
            (GATEWAY, &ips),
            (GATEWAY, &addresses),
            (GROUP, &rules),
            (PATH, &operations),
        ];
        let abroad = Abroad::new(graph, &sorts);
        let bindings = links(BINDING, "endpoint_gateway_id");
        Self {
            at,
            groups,
            ips,
            addresses,
            bindings,
            rules,
            operations,
            used_unseen,
            used_above,
            acting,
            abroad,
            written: written(&model.gateways),
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

    /// How a gateway lacks an address; nothing where it has one, or may have one of its own.
    pub fn lacks_address(&self, gateway: &'a EndpointGateway) -> Option<Lack<'a>> {
        let (network, resource) = (self.network(), &gateway.resource);
        let links = [&network.ips, &network.addresses];
        let has = !gateway.ips.is_empty() || links.iter().any(|links| links.any(resource));
        let may = |one: &EndpointGateway| !one.all_ips || one.resource.ignores("ips");
        // A plan leaves out what is decided later; its configuration does not.
        let written = self.written(gateway);
        let may = may(gateway) || written.iter().any(|one| may(one) || !one.ips.is_empty());
        (!has && !may).then(|| self.lack(GATEWAY, resource, &links))
    }

    /// How a gateway lacks a security group beside those of its own argument; nothing where one is
    /// attached to it, or may be.
    pub fn lacks_attached_group(&self, gateway: &'a EndpointGateway) -> Option<Lack<'a>> {
        let (groups, resource) = (&self.network().groups, &gateway.resource);
        let may = groups.any(resource) || resource.ignores("security_groups");
        (!may).then(|| self.lack(GATEWAY, resource, &[groups]))
    }

    /// What a planned gateway may be an instance of, in the configurations that are given beside the plan.
    fn written(&self, gateway: &EndpointGateway) -> &[&'a EndpointGateway] {
        let Resource { surface, address, .. } = &gateway.resource;
        let is_planned = *surface == Surface::Plan;
        let written = &self.network().written;
        let found = is_planned.then(|| written.get(&without_indexes(address))).flatten();
        found.map_or(&[], Vec::as_slice)
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

    /// Whether [`Graph::security_groups`] are all that a gateway has by what is seen here.
    fn names_all_security_groups(&self, gateway: &'a EndpointGateway) -> bool {
        let resource = &gateway.resource;
        let groups = &self.network().groups;
        let own = &gateway.security_groups;
        own.items().is_some()
            && own.is_whole()
            && !resource.ignores("security_groups")
            && !groups.any_unsure(resource)
    }

    /// How a gateway lacks anybody who may come in through its security groups; nothing where somebody
    /// may, or where it is not known which they are.
    pub fn lets_nobody_in(&self, gateway: &'a EndpointGateway) -> Option<Lack<'a>> {
        let groups = self.security_groups(gateway);
        if groups.is_empty() || !self.names_all_security_groups(gateway) {
            return None;
        }
        let closed = groups.iter().map(|one| self.lacks_rule(one.by.world, one.group));
        let mut closed: Vec<Lack<'a>> = closed.collect::<Option<_>>()?;
        closed.push(self.lack(GATEWAY, &gateway.resource, &[&self.network().groups]));
        closed.iter().find(|lack| !lack.is_sure()).or(closed.first()).copied()
    }

    /// The rules that surely belong to the security group which a field names.
    pub fn rules_of(&self, world: World, group: &Field) -> Vec<&'a Resource> {
        let group = self.one(world, group, GROUP);
        group.into_iter().flat_map(|group| self.network().rules.sure(group)).collect()
    }

    /// How the security group that a field names lacks a rule that lets traffic in; nothing where it has
    /// one, or is not made here.
    fn lacks_rule(&self, world: World, group: &Field) -> Option<Lack<'a>> {
        let group = self.one(world, group, GROUP)?;
        let rules = &self.network().rules;
        let is_inbound = |rule: &Resource| {
            rule.value("direction").is_none_or(|it| it.possibly(|text| text.trim() != "outbound"))
        };
        let has = rules.all(group).into_iter().any(is_inbound);
        let lack = || match self.lack(GROUP, group, &[rules]) {
            Lack::Surely => {
                let acting = self.network().acting.get(&group.world);
                acting.map_or(Lack::Surely, |by| Lack::Acting(by))
            }
            lack => lack,
        };
        (!has).then(lack)
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
            && self.lack(PATH, path, &[operations]).is_sure()
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

    /// How `resource`, a thing of that sort, lacks what `links` would give it, where none that is seen
    /// here does.
    fn lack(&self, sort: &'static str, resource: &Resource, links: &[&Links<'a>]) -> Lack<'a> {
        if self.is_used_unseen(resource) {
            return Lack::Unseen;
        }
        let stray = links.iter().find_map(|links| links.may_hold(resource));
        let other = stray.or_else(|| self.network().abroad.of(self, sort, resource));
        other.map_or(Lack::Surely, Lack::Unless)
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

/// Gateways of configurations, by address without indexes; none where nothing was planned.
fn written(all: &[EndpointGateway]) -> HashMap<String, Vec<&EndpointGateway>> {
    let of = |surface| all.iter().filter(move |one| one.resource.surface == surface);
    let mut found: HashMap<String, Vec<&EndpointGateway>> = HashMap::default();
    if of(Surface::Plan).next().is_some() {
        for gateway in of(Surface::Terraform) {
            found.entry(without_indexes(&gateway.resource.address)).or_default().push(gateway);
        }
    }
    found
}

fn subnet_of(address: &Resource) -> Option<(World, &Field)> {
    Some((address.world, address.value("subnet")?))
}
