//! Where identifiers stand, and what they look like.

use super::{Attribute, AuthorizationPolicy, Crn, Field, Model, Resource, Side};
use crate::node::Kind;

/// Arguments beside those of policies that name an account.
const ACCOUNTS: [(&str, &str); 2] = [
    ("ibm_is_private_path_service_gateway_account_policy", "account"),
    ("ibm_is_private_path_service_gateway_revoke_account", "account"),
];
/// The type beside gateways whose block `target` names something by CRN.
const BINDING: &str = "ibm_is_virtual_endpoint_gateway_resource_binding";
/// Attributes in which a CRN is wrong however it is spelled, so that its spelling does not matter.
const NO_CRN: [&str; 7] = [
    "accountId",
    "region",
    "resource",
    "resourceGroupId",
    "resourceType",
    "serviceInstance",
    "serviceName",
];

/// Where resources and bodies name something of a VPC by its id, and what it is.
const VPC_IDS: [(&str, &str, &str); 13] = [
    ("ibm_is_virtual_endpoint_gateway", "vpc", "VPC"),
    ("ibm_is_virtual_endpoint_gateway", "security_groups", "security group"),
    ("ibm_is_virtual_endpoint_gateway", "ips.id", "reserved IP"),
    ("ibm_is_virtual_endpoint_gateway", "ips.subnet", "subnet"),
    ("endpoint-gateway", "vpc.id", "VPC"),
    ("endpoint-gateway", "security_groups.id", "security group"),
    ("endpoint-gateway", "ips.id", "reserved IP"),
    ("endpoint-gateway", "ips.subnet.id", "subnet"),
    ("ibm_is_subnet_reserved_ip", "subnet", "subnet"),
    ("ibm_is_security_group_target", "security_group", "security group"),
    ("ibm_is_virtual_endpoint_gateway_ip", "gateway", "endpoint gateway"),
    ("ibm_is_virtual_endpoint_gateway_ip", "reserved_ip", "reserved IP"),
    ("ibm_is_virtual_endpoint_gateway_resource_binding", "endpoint_gateway_id", "endpoint gateway"),
];
/// Where they name a resource group.
const GROUPS: [(&str, &str); 3] = [
    ("ibm_is_virtual_endpoint_gateway", "resource_group"),
    ("ibm_is_private_path_service_gateway", "resource_group"),
    ("endpoint-gateway", "resource_group.id"),
];

impl Model {
    /// Every id of something in a VPC, with what it has to be the id of.
    pub fn vpc_ids(&self) -> impl Iterator<Item = (&Resource, &'static str, &Field)> {
        self.resources().flat_map(|resource| {
            let places = VPC_IDS.iter().filter(|(kind, _, _)| resource.kind == *kind);
            places.flat_map(move |(_, path, what)| {
                let values = values(&resource.body, &path.split('.').collect::<Vec<_>>());
                values.into_iter().map(move |one| (resource, *what, one))
            })
        })
    }

    /// Every id of a resource group.
    pub fn resource_group_ids(&self) -> impl Iterator<Item = (&Resource, &Field)> {
        let policies = self.policies.iter().flat_map(|policy| {
            let found = policy.sides().flat_map(|side| side.compared("resourceGroupId"));
            found.map(move |one| (&policy.resource, one))
        });
        let others = self.resources().flat_map(|resource| {
            let places = GROUPS.iter().filter(|(kind, _)| resource.kind == *kind);
            places.flat_map(move |(_, path)| {
                let values = values(&resource.body, &path.split('.').collect::<Vec<_>>());
                values.into_iter().map(move |one| (resource, one))
            })
        });
        policies.chain(others)
    }

    /// Every account id that may be written, one possibility after the other, also under a name that
    /// evidently stands for an account.
    pub fn account_ids(&self) -> impl Iterator<Item = (&Resource, &Field)> {
        let named = self.policies.iter().flat_map(|policy| {
            let found = policy.sides().flat_map(|side| {
                side.exact(|one| one.is_called("accountId") || one.stands_for_account())
            });
            found.map(move |one| (&policy.resource, one))
        });
        let others = self.others.iter().flat_map(|resource| {
            let arguments = ACCOUNTS.iter().filter(|(kind, _)| resource.kind == *kind);
            let entries = arguments.filter_map(|(_, name)| resource.body.get(name));
            entries.flat_map(move |entry| entry.value.each().map(move |o| (resource, o)))
        });
        named.chain(others)
    }

    /// Every instance that a policy may name, with the side it stands on.
    pub fn instance_ids(&self) -> impl Iterator<Item = (&AuthorizationPolicy, &Side, &Field)> {
        self.policies.iter().flat_map(|policy| {
            policy.sides().flat_map(move |side| {
                side.compared("serviceInstance").into_iter().map(move |one| (policy, side, one))
            })
        })
    }

    /// Every value that has to be a CRN, and those of attributes of single services that are one.
    pub fn crns(&self) -> impl Iterator<Item = (&Resource, &Field)> {
        let gateways = self
            .gateways
            .iter()
            .flat_map(|gateway| gateway.target_crn.each().map(move |one| (&gateway.resource, one)));
        let bindings = self.others.iter().filter(|one| one.kind == BINDING).flat_map(|binding| {
            let blocks = binding.body.get("target").and_then(|entry| entry.value.items());
            let crns = blocks.unwrap_or_default().iter().filter_map(|block| block.get("crn"));
            crns.flat_map(|entry| entry.value.each()).map(move |one| (binding, one))
        });
        let attributes = self.policies.iter().flat_map(|policy| {
            let all = policy.sides().flat_map(|side| &side.attributes);
            let own = all.filter(|one| !NO_CRN.iter().any(|name| one.is_called(name)));
            let values = own.flat_map(|one| one.value.each());
            values.filter(|one| Crn::of(one).is_some()).map(move |one| (&policy.resource, one))
        });
        gateways.chain(bindings).chain(attributes)
    }
}

impl Side {
    /// The values that attribute `name` is compared with as they are: not where its operator takes
    /// a pattern or asks whether it exists.
    pub fn compared(&self, name: &str) -> Vec<&Field> {
        self.exact(|one| one.is_called(name))
    }

    /// The values of the attributes that are `wanted`, as far as they are compared as they are.
    fn exact(&self, wanted: impl Fn(&Attribute) -> bool) -> Vec<&Field> {
        let attributes = self.attributes.iter().filter(|one| wanted(one));
        let exact = attributes.filter(|one| one.is_compared_exactly());
        exact.flat_map(|one| one.value.each()).flat_map(elements).collect()
    }
}

/// Every value at a path of names; where a list stands, it goes through its elements.
fn values<'a>(node: &'a Field, path: &[&str]) -> Vec<&'a Field> {
    let each = node.each();
    each.flat_map(|one| match (&one.kind, path) {
        (Kind::List(items, _), _) => items.iter().flat_map(|item| values(item, path)).collect(),
        (Kind::Object(..), [first, rest @ ..]) => {
            one.get(first).map(|entry| values(&entry.value, rest)).unwrap_or_default()
        }
        (Kind::Object(..), []) => Vec::new(),
        (_, []) => vec![one],
        _ => Vec::new(),
    })
    .collect()
}

/// The elements of a list, or the value itself.
fn elements(value: &Field) -> Vec<&Field> {
    match &value.kind {
        Kind::List(items, _) => items.iter().flat_map(Field::each).collect(),
        _ => vec![value],
    }
}

/// Whether it has the shape of an account ID: 32 hexadecimal digits in lower case.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether it has the shape of a GUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}
