use crate::graph::{Address, Which};
use crate::model::{EndpointGateway, Exists};
use crate::rules::shared::same_thing;
use crate::{finding::Findings, rule::Context};
use std::collections::BTreeMap;

const HELP: &str = "a gateway takes one address in each zone: name a subnet of another zone";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let mut said = Vec::new();
        for (index, ip) in gateway.ips.iter().enumerate() {
            let earlier = gateway.ips.iter().take(index);
            let mut same = earlier.filter(|other| same_thing(&ip.subnet, &other.subnet));
            let Some(other) = same.next() else { continue };
            found
                .at(gateway, &ip.subnet, "a second address in one subnet")
                .also(&other.subnet, "the first one")
                .help(HELP);
            said.push(ip.subnet.span);
        }
        across(cx, gateway, &said, found);
    }
}

/// Addresses that are bound from outside, and subnets of one zone.
fn across<'a>(
    cx: &Context<'a>,
    gateway: &'a EndpointGateway,
    said: &[crate::source::Span],
    found: &mut Findings,
) {
    if gateway.resource.exists != Exists::Surely {
        return;
    }
    let mut reserved = Vec::new();
    let mut in_subnet: BTreeMap<Which, Address<'_>> = BTreeMap::new();
    let mut in_zone = BTreeMap::new();
    for address in cx.graph.addresses(gateway) {
        // One reserved IP that is bound twice is one address.
        let key = address.reserved.map(|it| (it.world, it.address.as_str()));
        let Some((world, subnet)) = address.subnet else { continue };
        if said.contains(&address.named.span) || key.is_some_and(|key| reserved.contains(&key)) {
            continue;
        }
        reserved.extend(key);
        let zone = cx.graph.zone(world, subnet);
        let subnet = cx.graph.which_subnet(world, subnet);
        let earlier = subnet.as_ref().and_then(|subnet| in_subnet.get(subnet)).copied();
        let beside = zone.as_ref().and_then(|zone| in_zone.get(zone)).copied();
        let what = if earlier.is_some() { "subnet" } else { "zone" };
        if let Some(other) = earlier.or(beside) {
            found
                .at(
                    address.by,
                    &address.by.place_of(address.named),
                    format!("a second address in one {what}"),
                )
                .also(&other.by.place_of(other.named), "the first one")
                .also(&gateway.resource, "the gateway")
                .help(HELP);
            continue;
        }
        in_subnet.extend(subnet.map(|subnet| (subnet, address)));
        in_zone.extend(zone.map(|zone| (zone, address)));
    }
}
