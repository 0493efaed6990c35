use crate::{
    finding::{Findings, Level},
    graph::{Answer, Grant, Misplaced, Worker},
    model::{Resource, without_indexes},
    rule::Context,
    rules::shared,
    source::Span,
};
use std::collections::HashMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let misplaced = || cx.graph.access().misplaced();
    // What suits one gateway must not take another one along.
    let mut ways: HashMap<*const Grant<'_>, Way<'_>> = HashMap::new();
    for Misplaced { target, grant, .. } in misplaced() {
        let way = Way::to(&grant.policy.resource, &target.gateway.resource);
        let narrowest = ways.entry(std::ptr::from_ref(grant)).or_insert(way);
        *narrowest = way.max(*narrowest);
    }
    for Misplaced { target, grant, fit, source, theirs } in misplaced() {
        let (policy, gateway) = (&grant.policy.resource, &target.gateway.resource);
        let Some(way) = ways.get(&std::ptr::from_ref(grant)) else { continue };
        let finding = found
            .missing(
                policy,
                &policy.header,
                "provider",
                format!(
                    "policy and gateway use one provider configuration, but the policy lets in \
                     gateways of `{source}`, and what this one leads to is in `{theirs}`"
                ),
            )
            .also(&gateway.header, "the gateway");
        let call = way.call(policy);
        for label in finding.labels.iter_mut().filter(|label| Some(label.span) == call) {
            "pass it in this call".clone_into(&mut label.message);
        }
        let advice = way.advice(policy, theirs, &alias(cx, policy, theirs));
        if fit.source_account == Answer::Yes {
            finding.help(format!("{advice}; or drop it, if another one lets the gateway in"));
            continue;
        }
        // Whoever lets others in may use the same thing from the own account.
        finding
            .help(format!(
                "{advice}; if the gateway is in `{theirs}` itself, say so under `[accounts]` in \
                 bluelint.toml"
            ))
            .at_most(Level::Info);
    }
}

/// What the root module calls the provider configuration of an account.
fn alias(cx: &Context<'_>, policy: &Resource, account: &str) -> String {
    if let Some(Worker::Provider(name)) = cx.graph.worker(policy.world, account) {
        return name;
    }
    // One that it has already is not in the account.
    let has = |name: &str| {
        [&policy.provider, &policy.local_provider].iter().any(|it| it.as_deref() == Some(name))
    };
    // It has two at most.
    shared::new_alias(has).unwrap_or_default().to_owned()
}

/// How another provider configuration gets to a policy and not to the gateway: the narrowest way last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way<'a> {
    /// The policy is in the root module.
    Named,
    /// The call of the outermost module that holds the policy and not the gateway, or that has a name of its
    /// own for the policy's: how many stand above it, and its name.
    Passed(usize, &'a str),
    /// This module holds both.
    Within(usize, &'a str),
}

impl<'a> Way<'a> {
    fn to(policy: &'a Resource, gateway: &Resource) -> Self {
        let (common, theirs) = (policy.modules_with(gateway), policy.modules());
        // What the module has a name of its own for, is passed in by that.
        let named = policy.local_provider.is_some()
            && gateway.modules().len() == common
            && policy.local_provider != gateway.local_provider;
        match (theirs.get(common), theirs.last()) {
            (Some(module), _) => Self::Passed(common, module),
            (None, Some(module)) if named => Self::Passed(common - 1, module),
            (None, Some(module)) => Self::Within(common - 1, module),
            (None, None) => Self::Named,
        }
    }

    /// Where the call stands.
    fn call(self, policy: &Resource) -> Option<Span> {
        let (Self::Passed(above, _) | Self::Within(above, _)) = self else { return None };
        policy.call(above)
    }

    /// What to write, where the root module calls the configuration `alias`.
    fn advice(self, policy: &Resource, theirs: &str, alias: &str) -> String {
        let (above, module, passed) = match self {
            Self::Named => {
                return format!(
                    "give the policy a provider configuration of the account `{theirs}`, such as \
                     `provider = {alias}`"
                );
            }
            Self::Passed(above, module) => {
                let local = policy.local_provider.as_deref().unwrap_or("ibm");
                (above, module, format!("{local} = {alias}"))
            }
            Self::Within(above, module) => (above, module, format!("ibm = ibm, {alias} = {alias}")),
        };
        let module = without_indexes(module);
        let more = if above > 0 { ", which the calls above it have to pass on" } else { "" };
        let inside = match self {
            Self::Within(..) => format!(
                ", list `{alias}` among its `configuration_aliases`, and write `provider = {alias}` in \
                 the policy"
            ),
            _ => String::new(),
        };
        format!(
            "give the call of `{module}` a provider configuration of the account `{theirs}`, such as \
             `providers = {{ {passed} }}`{more}{inside}"
        )
    }
}
