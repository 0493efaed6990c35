use crate::{
    finding::{Findings, Level},
    graph::{Answer, Grant, Misplaced, Worker},
    model::{Resource, without_indexes},
    rule::Context,
    rules::passing::{self, Passed},
    source::Span,
};
use std::collections::{BTreeSet, HashMap};

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
        let advice = way.advice(cx, policy, theirs, &alias(cx, policy, theirs));
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
    match cx.graph.worker(policy.world, account) {
        Some(Worker::Provider(name)) => name,
        Some(Worker::Default) => passing::DEFAULT.to_owned(),
        // One that is there already is not in the account.
        _ => passing::free_alias([], |name| {
            let declared = cx.model.providers.get(&policy.world);
            let has = [&policy.provider, &policy.local_provider];
            has.iter().any(|it| it.as_deref() == Some(name))
                || declared.into_iter().flatten().any(|it| it == name)
        }),
    }
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
    fn advice(self, cx: &Context<'_>, policy: &Resource, theirs: &str, alias: &str) -> String {
        let give = format!("give the policy a provider configuration of the account `{theirs}`");
        let (Self::Passed(above, _) | Self::Within(above, _)) = self else {
            return format!("{give}, such as `provider = {alias}`");
        };
        let modules = policy.modules();
        let path: Vec<String> =
            modules.iter().take(above + 1).map(|step| without_indexes(step)).collect();
        let (path, is_own) = (path.join("."), modules.len() == above + 1);
        if let Self::Within(..) = self {
            let wanted = BTreeSet::from([(path, alias.to_owned())]);
            let Passed { name, mut advice } = passing::pass(cx.model, policy.world, &wanted);
            let and = if advice.is_empty() { "" } else { "and " };
            advice.push(format!("{and}write `provider = {name}` in the policy"));
            return format!("{give}, such as `{alias}`: {}", advice.join(", "));
        }
        // What the policy has now goes through this call by some name.
        let root = policy.provider.as_deref().unwrap_or(passing::DEFAULT);
        let given = passing::passed(cx.model, policy.world, &path).iter();
        let given = given.filter(|(_, name)| name == root).map(|(local, _)| local.as_str());
        let own = policy.local_provider.as_deref();
        let local = if is_own { own } else { given.into_iter().next() };
        let local = local.unwrap_or(passing::DEFAULT);
        let pass = passing::exchange(cx.model, policy.world, &path, (local, alias));
        format!("{give}, such as `{alias}`: {pass}")
    }
}
