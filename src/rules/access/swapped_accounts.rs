use crate::{
    finding::Findings,
    graph::{Account, Mistake},
    rule::Context,
    rules::undecided,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, grant, _) in cx.graph.access().mistaken(Mistake::Swapped) {
        let theirs = target.account.as_ref().and_then(Account::text).unwrap_or_default();
        let finding = found
            .at(
                grant.policy,
                &grant.subject.value("accountId"),
                format!(
                    "source and target are exchanged: `{theirs}` is the account that the gateway leads \
                     into, and not the gateway's own"
                ),
            )
            .also(&target.gateway.target_crn, "what the gateway leads to");
        match grant.target.get("accountId") {
            Some(own) => finding
                .also(&own.value, "the account of the target")
                .help("exchange the two accounts: the source is where the gateway is"),
            None => finding.help(format!(
                "name the account of the gateway as the source, and create the policy in `{theirs}`"
            )),
        };
    }
    undecided::note(cx, found, Mistake::Swapped, "exchanges the accounts");
}
