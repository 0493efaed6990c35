use crate::model::{EndpointGateway, Exists, Field};
use crate::{finding::Findings, rule::Context, rules::shared};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut alike: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let world = gateway.resource.world;
        let (Some(vpc), Some(target)) = (cx.graph.vpc_of(gateway), target(gateway)) else {
            continue;
        };
        let Some(which) = cx.graph.identity(world, target) else { continue };
        if which.text() == Some("") {
            continue;
        }
        alike.entry((world, vpc, which)).or_default().push((gateway, target));
    }
    for all in alike.values() {
        let message = "two gateways of one VPC have the same target";
        let help = "keep one of them: a VPC takes one gateway for each target";
        shared::clash(all, (message, help), found);
    }
}

/// What names the target.
fn target(gateway: &EndpointGateway) -> Option<&Field> {
    let (crn, name) = (&gateway.target_crn, &gateway.target_name);
    match (crn.is_unset(), name.is_unset()) {
        (false, true) => Some(crn),
        (true, false) => Some(name),
        _ => None,
    }
}
