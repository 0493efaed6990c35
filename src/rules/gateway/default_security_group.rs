use crate::model::{Field, Model, Resource};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, group) in groups(cx.model) {
        if !is_default(group) {
            continue;
        }
        found
            .at(resource, group, "the gateway gets the default security group of its VPC")
            .help("make a group of its own, whose inbound rules say who may use the gateway");
    }
}

/// The security groups of gateways, named by themselves or by what attaches them.
fn groups(model: &Model) -> impl Iterator<Item = (&Resource, &Field)> {
    let own = model.gateways.iter().flat_map(|gateway| {
        let lists = gateway.security_groups.each();
        let each = lists.flat_map(|list| list.items().unwrap_or_default()).flat_map(Field::each);
        each.map(|group| (&gateway.resource, group))
    });
    let attached = model.of_kind("ibm_is_security_group_target").filter(|one| is_for_gateway(one));
    let attached = attached.flat_map(|one| {
        let groups = one.value("security_group").into_iter().flat_map(Field::each);
        groups.map(move |group| (one, group))
    });
    own.chain(attached)
}

fn is_for_gateway(attached: &Resource) -> bool {
    let reference = attached.value("target").and_then(Field::reference);
    reference.is_some_and(|one| !one.data && one.kind == "ibm_is_virtual_endpoint_gateway")
}

fn is_default(group: &Field) -> bool {
    group
        .reference()
        .is_some_and(|one| one.kind == "ibm_is_vpc" && one.attribute() == "default_security_group")
}
