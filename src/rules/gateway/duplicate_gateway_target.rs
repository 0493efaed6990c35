use crate::model::{EndpointGateway, Exists, Field};
use crate::{finding::Findings, rule::Context};
use std::collections::HashMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashMap::new();
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let world = gateway.resource.world;
        let (Some(vpc), Some(target)) = (cx.graph.vpc_of(gateway), target(gateway)) else {
            continue;
        };
        let Some(which) = cx.graph.identity(world, target) else { continue };
        if which.text() == Some("") {
            continue;
        }
        let Some(earlier) = seen.insert((world, vpc, which), target) else { continue };
        let finding = found.at(gateway, target, "two gateways of one VPC have the same target");
        if earlier.span != target.span {
            finding.also(earlier, "the other one");
        }
        finding.help("keep one of them: a VPC takes one gateway for each target");
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
