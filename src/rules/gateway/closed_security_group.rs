use crate::graph::Answer;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let groups = cx.graph.security_groups(gateway);
        let Some(first) = groups.first() else { continue };
        let closed =
            |by: &crate::graph::Attached<'_>| cx.graph.lets_in(by.by.world, by.group) == Answer::No;
        if !cx.graph.sees_all_security_groups(gateway) || !groups.iter().all(closed) {
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
    }
}
