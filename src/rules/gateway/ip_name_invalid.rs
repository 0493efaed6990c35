use crate::model::{Field, Model, Resource};
use crate::rules::shared::{judge_vpc_name, same_thing};
use crate::{finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, name, digit_first) in names(cx.model) {
        for one in name.each() {
            judge_vpc_name(resource, (one, digit_first), Level::Error, found);
        }
    }
    repeated(cx, found);
}

/// The names of addresses, and whether they may begin with a digit: IBM's Terraform provider looks
/// only at those that are reserved apart.
fn names(model: &Model) -> impl Iterator<Item = (&Resource, &Field, bool)> {
    let own = model
        .gateways
        .iter()
        .flat_map(|gateway| gateway.ips.iter().map(|ip| (&gateway.resource, &ip.name, true)));
    let reserved = model.of_kind("ibm_is_subnet_reserved_ip");
    let patched = model.of_kind("ibm_is_subnet_reserved_ip_patch");
    let apart = reserved.chain(patched);
    own.chain(apart.filter_map(|one| Some((one, one.value("name")?, false))))
}

/// The same name for two addresses of one subnet.
fn repeated(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for (index, ip) in gateway.ips.iter().enumerate() {
            let mut earlier = gateway.ips.iter().take(index);
            let text = ip.name.text().filter(|text| !text.is_empty());
            let is_same = |other: &&crate::model::Ip| {
                text.is_some() && other.name.text() == text && same_thing(&ip.subnet, &other.subnet)
            };
            if let (Some(text), Some(other)) = (text, earlier.find(is_same)) {
                found
                    .at(gateway, &ip.name, format!("a second address `{text}` in one subnet"))
                    .also(&other.name, "the first one")
                    .help("give each address of a subnet a name of its own");
            }
        }
    }
}
