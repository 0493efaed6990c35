use crate::model::Exists;
use crate::{finding::Findings, rule::Context};
use std::collections::HashMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashMap::new();
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let world = gateway.resource.world;
        let Some(vpc) = cx.graph.vpc_of(gateway) else { continue };
        let Some(name) = cx.graph.identity(world, &gateway.name) else { continue };
        if name.text() == Some("") {
            continue;
        }
        let Some(earlier) = seen.insert((world, vpc, name), gateway) else { continue };
        let finding =
            found.at(gateway, &gateway.name, "two gateways of one VPC have the same name");
        if earlier.name.span != gateway.name.span {
            finding.also(&earlier.name, "the other one");
        }
        finding.help("give each gateway of a VPC a name of its own");
    }
}
