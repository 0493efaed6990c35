use crate::{finding::Findings, graph::Answer, rule::Context};
use std::collections::HashSet;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let access = cx.graph.access();
    // What is wrong with these is said of the gateway that they are for.
    let nearly = access.nearly_right().flatten().map(|(_, at)| *at);
    // The gateway that these are for is known, and leads elsewhere.
    let misplaced = access.misplaced();
    let spoken: HashSet<usize> = nearly.chain(misplaced.iter().map(|one| one.at)).collect();
    let grants = access.grants.iter().enumerate().filter(|(at, _)| !spoken.contains(at));
    for (_, grant) in grants {
        let (Some(source), Some(target)) = (&grant.source_account, &grant.target_account) else {
            continue;
        };
        let policy = grant.policy;
        if source.is_same(target) != Answer::Yes || !policy.is_for_endpoint_gateways() {
            continue;
        }
        let help = "drop the policy: in its own account a gateway needs none; if the gateway is in \
                    another account, name that one as the source";
        if grant.lacks_source_account() {
            found
                .missing(
                    policy,
                    &policy.resource.header,
                    "source_service_account",
                    "without `source_service_account` the policy lets in gateways of its own account, \
                     which need no policy",
                )
                .help(help);
            continue;
        }
        let message =
            "source and target are one account, in which an endpoint gateway needs no policy";
        let finding = found.at(policy, &grant.subject.value("accountId"), message);
        if let Some(account) = grant.target.get("accountId") {
            finding.also(&account.value, "the account of the target");
        }
        finding.help(help);
    }
}
