use crate::{
    finding::{Findings, Level},
    model::Surface,
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut open = Vec::new();
    for gateway in &cx.model.gateways {
        let given = !gateway.security_groups.is_unwritten() || !gateway.resource.body.is_whole();
        if given {
            continue;
        }
        let Some(lack) = cx.graph.lacks_attached_group(gateway) else { continue };
        if !lack.is_sure() {
            open.push((gateway, lack));
            continue;
        }
        let finding = found
            .missing(
                gateway,
                &gateway.resource,
                "security_groups",
                "the gateway names no security group, so it gets the default one of its VPC",
            )
            .help(
                "set `security_groups` to a group whose inbound rules say who may use the gateway",
            );
        // A plan does not say whether its `lifecycle` leaves the groups to others.
        if gateway.resource.surface == Surface::Plan {
            finding.at_most(Level::Info);
        }
    }
    shared::not_judged(cx, found, "has a security group", &open);
}
