use crate::model::Exists;
use crate::{finding::Findings, rule::Context, rules::shared};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut alike: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let world = gateway.resource.world;
        let Some(vpc) = cx.graph.vpc_of(gateway) else { continue };
        let Some(name) = cx.graph.identity(world, &gateway.name) else { continue };
        if name.text() == Some("") {
            continue;
        }
        alike.entry((world, vpc, name)).or_default().push((gateway, &gateway.name));
    }
    for all in alike.values() {
        let message = "two gateways of one VPC have the same name";
        shared::clash(all, (message, "give each gateway of a VPC a name of its own"), found);
    }
}
