use crate::{
    finding::{Findings, Level},
    graph::{Account, Answer, Fit, Grant, Standing, Target},
    model::SideForm,
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, standing, fits) in cx.graph.access().each() {
        if standing != Standing::LetIn {
            continue;
        }
        for (grant, fit) in fits {
            if let Some((source, theirs)) = accounts(target, grant, &fit) {
                let finding = found
                    .missing(
                        grant.policy,
                        &grant.policy.resource.header,
                        "provider",
                        format!(
                            "policy and gateway use one provider configuration, but the policy lets in \
                             gateways of `{source}`, and what this one leads to is in `{theirs}`"
                        ),
                    )
                    .also(&target.gateway.resource.header, "the gateway")
                    .help(format!(
                        "give the policy a provider configuration of the account `{theirs}`, such as \
                         `provider = ibm.target`; if the gateway is in `{theirs}` itself, say so under \
                         `[accounts]` in bluelint.toml"
                    ));
                // Whoever lets others in may use the same thing from the own account.
                if fit.source_account != Answer::Yes {
                    finding.at_most(Level::Info);
                }
            }
        }
    }
}

/// The source of a policy and the account of a target, where the policy is for just this gateway, is
/// created by the same provider configuration, and the two accounts surely differ.
fn accounts<'b>(
    target: &'b Target<'_>,
    grant: &'b Grant<'_>,
    fit: &Fit,
) -> Option<(&'b str, &'b str)> {
    let (policy, gateway) = (&grant.policy.resource, &target.gateway.resource);
    let source = grant.source_account.as_ref().and_then(Account::text)?;
    let theirs = target.account.as_ref().and_then(Account::text)?;
    let together = policy.world == gateway.world && policy.provider == gateway.provider;
    let is_it = together
        && grant.target.form == SideForm::Flat
        && fit.is_about_it()
        && fit.names_instance
        && fit.rest == Answer::Yes
        && fit.covers() != Answer::Yes;
    (is_it && source != theirs).then_some((source, theirs))
}
