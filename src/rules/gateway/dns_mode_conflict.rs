use crate::graph::{Identity, Which};
use crate::model::{EndpointGateway, Exists, Field};
use crate::{finding::Findings, rule::Context};
use std::collections::HashMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let is_bound = gateway.dns_mode.surely(|mode| mode.trim() == "per_resource_binding");
        let hub = is_bound.then(|| cx.graph.vpc_of(gateway)).flatten();
        let Some(hub) = hub.and_then(|vpc| cx.graph.enables_hub(&vpc)) else { continue };
        found
            .at(
                gateway,
                &gateway.dns_mode,
                "`per_resource_binding` is for VPCs that share the DNS names of a hub, not for the hub",
            )
            .also(hub, "the VPC is a hub")
            .help("write `primary`");
    }
    two_primaries(cx, found);
}

/// Two gateways for one target, each of which would answer for both VPCs.
fn two_primaries(cx: &Context<'_>, found: &mut Findings) {
    let mut primaries: HashMap<Which, Vec<(Identity, &EndpointGateway)>> = HashMap::new();
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let target = cx.graph.identity(gateway.resource.world, &gateway.target_crn);
        if let (Some(vpc), Some(target)) = (cx.graph.vpc_of(gateway), target)
            && gateway.dns_mode.surely(|mode| mode.trim() == "primary")
        {
            primaries.entry(vpc).or_default().push((target, gateway));
        }
    }
    let shared = cx.model.neighbours.iter().filter(|one| {
        one.kind == "ibm_is_vpc_dns_resolution_binding" && one.exists == Exists::Surely
    });
    for binding in shared {
        let hub = binding.blocks("vpc").into_iter().find_map(|block| block.get("id"));
        let vpc = |field: &Field| cx.graph.vpc(binding.world, field);
        let ends = (binding.value("vpc_id").and_then(vpc), hub.and_then(|it| vpc(&it.value)));
        let (Some(spoke), Some(hub)) = ends else { continue };
        let of = |vpc: &Which| primaries.get(vpc).map(Vec::as_slice).unwrap_or_default();
        let of_hub: HashMap<_, _> = of(&hub).iter().map(|(target, one)| (target, *one)).collect();
        for (target, gateway) in of(&spoke) {
            let Some(other) = of_hub.get(target).filter(|_| spoke != hub) else { continue };
            found
                .at(
                    *gateway,
                    &gateway.dns_mode,
                    "two VPCs that share DNS names both have a `primary` gateway for one target",
                )
                .also(&other.dns_mode, "the other one")
                .also(binding, "the VPCs share names")
                .help(
                    "keep the one in the hub, and write `disabled` here, or `per_resource_binding` for Object Storage",
                );
        }
    }
}
