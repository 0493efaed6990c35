use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for grant in cx.graph.access().needless() {
        let policy = grant.policy;
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
