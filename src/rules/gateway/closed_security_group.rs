use crate::{
    finding::{Findings, Level},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut open = Vec::new();
    for gateway in &cx.model.gateways {
        let groups = cx.graph.security_groups(gateway);
        let (Some(first), Some(lack)) = (groups.first(), cx.graph.lets_nobody_in(gateway)) else {
            continue;
        };
        if !lack.is_sure() {
            open.push((gateway, lack));
            continue;
        }
        let finding = found.at(
            first.by,
            &first.by.place_of(first.group),
            "no rule of the gateway's security groups lets anybody in",
        );
        if let Some(group) = cx.graph.security_group(first.by.world, first.group) {
            finding.also(group, "it has no inbound rule");
        }
        finding.help(
            "add an `ibm_is_security_group_rule` with `direction = \"inbound\"` for those who use \
             the gateway: a new group lets nobody in",
        );
        if !gateway.resource.shows_lifecycle() {
            // It may leave its groups to somebody else; and of a list that refers to something a plan
            // does not repeat what is spelled out in it.
            finding.at_most(Level::Info);
        }
    }
    shared::not_judged(cx, found, "lets anybody in through its security groups", &open);
}
