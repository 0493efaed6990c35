use crate::{
    finding::{Findings, Level},
    graph::{Answer, Misplaced},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for Misplaced { target, grant, fit, source, theirs, .. } in cx.graph.access().misplaced() {
        let alias = format!(
            "give the policy a provider configuration of the account `{theirs}`, such as \
             `provider = ibm.target`"
        );
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
            .also(&target.gateway.resource.header, "the gateway");
        if fit.source_account == Answer::Yes {
            finding.help(format!("{alias}; or drop it, if another one lets the gateway in"));
            continue;
        }
        // Whoever lets others in may use the same thing from the own account.
        finding
            .help(format!(
                "{alias}; if the gateway is in `{theirs}` itself, say so under `[accounts]` in \
                 bluelint.toml"
            ))
            .at_most(Level::Info);
    }
}
