use crate::{
    finding::{Findings, Level},
    graph::{Account, Answer, Standing},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, grant, _) in cx.graph.access().nearly(Standing::WithoutSource) {
        let help = match target.from.as_ref().and_then(Account::text) {
            Some(id) => format!("set `source_service_account = \"{id}\"`"),
            None => "set `source_service_account` to the account of the gateway".to_owned(),
        };
        let finding = found
            .missing(
                grant.policy,
                &grant.policy.resource.header,
                "source_service_account",
                "without `source_service_account` the policy lets in gateways of its own account, not \
                 this one of another",
            )
            .also(&target.gateway.resource.header, "the gateway")
            .help(help);
        // Two provider configurations may well be two regions of one account.
        if grant.fit(target).source_account != Answer::No {
            finding.at_most(Level::Info);
        }
    }
}
