use crate::{finding::Findings, model::Field, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let groups = &gateway.security_groups;
        let is_empty = groups.each().all(|one| {
            let items = one.items().is_some_and(<[Field]>::is_empty);
            items && one.is_whole() && !one.is_default() && !one.computed
        });
        if is_empty && cx.graph.lacks_attached_group(gateway).is_some_and(|lack| lack.is_sure()) {
            found
                .at(
                    gateway,
                    groups,
                    "an empty list of security groups attaches the default one of the VPC",
                )
                .help(
                    "name a group whose inbound rules say who may use the gateway; one that lets \
                     nobody in closes it",
                );
        }
    }
}
