use crate::{
    finding::Findings,
    graph::{Account, Mistake},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, grant, others) in cx.graph.access().mistaken(Mistake::WrongAccount) {
        let Some(theirs) = target.account.as_ref().and_then(Account::text) else { continue };
        let finding = if let Some(account) = grant.target.get("accountId") {
            let named = account.value.text().unwrap_or_default().trim();
            let message = format!(
                "the policy is for the account `{named}`, but what the gateway leads to is in `{theirs}`"
            );
            found.at(grant.policy, &account.value, message)
        } else {
            let gateway = &target.gateway.resource;
            let own = grant.policy.resource.provider == gateway.provider
                && grant.policy.resource.world == gateway.world;
            let place = match grant.target_account.as_ref().and_then(Account::text) {
                Some(id) if !own => format!("the account `{id}`"),
                _ => "the account of the gateway".to_owned(),
            };
            let message = format!(
                "the policy is created in {place}, but what the gateway leads to is in `{theirs}`"
            );
            found.missing(grant.policy, &grant.policy.resource.header, "provider", message)
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
}
