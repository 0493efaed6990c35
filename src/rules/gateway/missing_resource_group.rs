use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        if gateway.resource_group.is_unset() && gateway.resource.body.is_whole() {
            found
                .missing(
                    gateway,
                    &gateway.resource,
                    "resource_group",
                    "the gateway names no resource group, so it gets the default one of the \
                     account",
                )
                .help("set `resource_group`: it cannot be changed later");
        }
    }
}
