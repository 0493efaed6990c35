use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| !policy.template) {
        // What a second one lacks may well stand in the first.
        let first = policy.subjects.iter().take(1);
        for side in first.filter(|side| shared::lacks_account(side)) {
            found.missing(policy, side, "accountId", "the subject names no account").help(
                "add the attribute `accountId` with the ID of the account that the source \
                     service works in",
            );
        }
    }
}
