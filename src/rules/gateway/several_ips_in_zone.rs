use crate::rules::shared::same_thing;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for (index, ip) in gateway.ips.iter().enumerate() {
            let earlier = gateway.ips.iter().take(index);
            let mut same = earlier.filter(|other| same_thing(&ip.subnet, &other.subnet));
            let Some(other) = same.next() else { continue };
            found
                .at(gateway, &ip.subnet, "a second address in one subnet")
                .also(&other.subnet, "the first one")
                .help("a gateway takes one address in each zone: name a subnet of another zone");
        }
    }
}
