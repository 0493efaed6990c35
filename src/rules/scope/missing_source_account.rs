use crate::{
    finding::{Findings, Level},
    graph::{Account, Answer, Grant, Mistake},
    rule::Context,
    rules::undecided,
};
use std::collections::{BTreeSet, HashMap};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let access = cx.graph.access();
    let mistaken = || access.mistaken(Mistake::WithoutSource);
    let mut sources: HashMap<*const Grant<'_>, BTreeSet<Option<&str>>> = HashMap::new();
    for (target, grant, _) in mistaken() {
        let source = target.from.as_ref().and_then(Account::text);
        sources.entry(std::ptr::from_ref(grant)).or_default().insert(source);
    }
    for (target, grant, _) in mistaken() {
        let all = sources.get(&std::ptr::from_ref(grant)).into_iter().flatten();
        let all: Vec<Option<&str>> = all.copied().collect();
        let help = match all.as_slice() {
            [Some(id)] => format!("set `source_service_account = \"{id}\"`"),
            [] | [None] => "set `source_service_account` to the account of the gateway".to_owned(),
            _ => "set `source_service_account` to the account of one of the gateways, and write a \
                  policy for each other account"
                .to_owned(),
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
    undecided::note(cx, found, Mistake::WithoutSource, "lacks its source account");
}
