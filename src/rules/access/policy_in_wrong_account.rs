use crate::{
    finding::Findings,
    graph::{Account, Mistake},
    rule::Context,
    rules::undecided,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, grant, others) in cx.graph.access().mistaken(Mistake::WrongAccount) {
        let Some(theirs) = target.account.as_ref().and_then(Account::text) else { continue };
        let account = grant.target.get("accountId");
        let is_named = grant.target_account.as_ref().and_then(Account::text) == Some(theirs);
        let finding = if let Some(account) = account.filter(|_| !is_named) {
            let named = account.value.text().unwrap_or_default().trim();
            let message = format!(
                "the policy is for the account `{named}`, but what the gateway leads to is in `{theirs}`"
            );
            found.at(grant.policy, &account.value, message)
        } else {
            let gateway = &target.gateway.resource;
            let own = grant.policy.resource.provider == gateway.provider
                && grant.policy.resource.world == gateway.world;
            let place = match grant.created_in.as_ref().and_then(Account::text) {
                Some(id) if !own => format!("the account `{id}`"),
                _ => "the account of the gateway".to_owned(),
            };
            let message = format!(
                "the policy is created in {place}, but what the gateway leads to is in `{theirs}`"
            );
            let header = &grant.policy.resource.header;
            let finding = found.missing(grant.policy, header, "provider", message);
            if let Some(account) = account {
                finding.also(&account.value, "the account that the policy names");
            }
            finding
        };
        let create = format!(
            "create the policy in the account of the target, `{theirs}`: only that one can let others in"
        );
        finding.also(&target.gateway.target_crn, "what the gateway leads to").help(if others {
            format!("drop it, if the other policy for the gateway is to stay; or {create}")
        } else {
            create
        });
    }
    undecided::note(cx, found, Mistake::WrongAccount, "is in the wrong account");
}
