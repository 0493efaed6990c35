use crate::finding::{Findings, Level};
use crate::graph::Answer;
use crate::rule::Context;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let (resource, crn) = (&gateway.resource, &gateway.target_crn);
        let path = cx.graph.one(resource.world, crn, "ibm_is_private_path_service_gateway");
        let Some(path) = path.filter(|path| path.provider != resource.provider) else { continue };
        let same = match (cx.graph.account_of(resource), cx.graph.account_of(path)) {
            (Some(one), Some(other)) => one.is_same(&other),
            _ => Answer::Unknown,
        };
        if same == Answer::Yes || !cx.graph.is_unpublished(path) {
            continue;
        }
        let finding = found.at(
            gateway,
            &resource.place_of(crn),
            "the private path service gateway is never published, so only its own account can reach it",
        );
        finding.also(path, "it is made here").help(
            "add `ibm_is_private_path_service_gateway_operations` with `published = true` for it",
        );
        if same == Answer::Unknown {
            // Two provider configurations may work in one account.
            finding.at_most(Level::Info);
        }
    }
}
