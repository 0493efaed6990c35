use crate::graph::Answer;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let Some(vpc) = cx.graph.vpc_of(gateway) else { continue };
        for address in cx.graph.addresses(gateway) {
            let subnet = address.subnet.and_then(|(world, subnet)| cx.graph.subnet(world, subnet));
            let Some((subnet, said)) = subnet.and_then(|it| Some((it, it.value("vpc")?))) else {
                continue;
            };
            let other = cx.graph.vpc(subnet.world, said);
            if other.is_none_or(|other| other.is_same(&vpc) != Answer::No) {
                continue;
            }
            found
                .at(
                    address.by,
                    &address.by.place_of(address.named),
                    "the address is in a subnet of another VPC",
                )
                .also(said, "the VPC of the subnet")
                .also(&gateway.vpc, "the VPC of the gateway")
                .help("take an address in a subnet of the same VPC");
        }
    }
}
