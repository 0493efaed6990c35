use crate::{
    finding::{Finding, Findings},
    graph::{Account, Grant, Mistake},
    rule::Context,
    rules::undecided,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let access = cx.graph.access();
    for grant in access.needless() {
        report(grant, found).help(
            "drop the policy: in its own account a gateway needs none; if the gateway is in another \
             account, name that one as the source",
        );
    }
    for (target, grant, _) in access.mistaken(Mistake::OwnSource) {
        let Some(ours) = target.from.as_ref().and_then(Account::text) else { continue };
        report(grant, found)
            .also(&target.gateway.target_crn, "what the gateway leads to")
            .help(format!("name the account of the gateway, `{ours}`, as the source"));
    }
    undecided::note(cx, found, Mistake::OwnSource, "names the account of the target as the source");
}

fn report<'f>(grant: &Grant<'_>, found: &'f mut Findings) -> &'f mut Finding {
    let policy = grant.policy;
    if grant.lacks_source_account() {
        return found.missing(
            policy,
            &policy.resource.header,
            "source_service_account",
            "without `source_service_account` the policy lets in gateways of its own account, which need \
             no policy",
        );
    }
    let message = "source and target are one account, in which an endpoint gateway needs no policy";
    let finding = found.at(policy, &grant.subject.value("accountId"), message);
    if let Some(account) = grant.target.get("accountId") {
        finding.also(&account.value, "the account of the target");
    }
    finding
}
