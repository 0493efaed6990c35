use crate::{
    catalog::{self, Confidence, Pair},
    finding::{Findings, Level},
    model::{AuthorizationPolicy, Field},
    rule::Context,
    rules::shared,
};

const DELEGATOR: &str = "Authorization Delegator";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut lacking = Vec::new();
    for policy in &cx.model.policies {
        let pairs = pairs(policy);
        if pairs.is_empty() {
            continue;
        }
        let granted = |pair: &&Pair| pair.roles.iter().any(|role| role == DELEGATOR);
        if !pairs.iter().any(granted) {
            policy
                .each_role()
                .into_iter()
                .for_each(|role| superfluous(policy, &pairs, role, found));
        } else if pairs.iter().all(|pair| pair.needs_delegator) && lacks_delegator(policy) {
            lacking.push(policy);
        }
    }
    if lacking.is_empty() {
        return;
    }
    let beside = cx.graph.twins().granting(|role| role == DELEGATOR);
    for policy in lacking.into_iter().filter(|one| !beside.contains_key(&std::ptr::from_ref(*one)))
    {
        missing(policy, found);
    }
}

/// What is known of the source and the target, whichever of several they are; nothing if one of the
/// combinations is not known at all.
fn pairs(policy: &AuthorizationPolicy) -> Vec<&'static Pair> {
    let sources = policy.subject().map(shared::services).unwrap_or_default();
    let targets = policy.target().map(shared::services).unwrap_or_default();
    let mut all = Vec::new();
    for source in sources {
        for target in &targets {
            let before = all.len();
            all.extend(catalog::pairs_of(source, target));
            if all.len() == before {
                return Vec::new();
            }
        }
    }
    all
}

fn superfluous(policy: &AuthorizationPolicy, pairs: &[&Pair], role: &Field, found: &mut Findings) {
    if role.text().and_then(catalog::role_meant) != Some(DELEGATOR) {
        return;
    }
    let message = "`Authorization Delegator` lets the source pass its access on to other services";
    let finding = found.at(policy, role, message);
    finding.help("remove it: this source is not known to work through other services");
    if !pairs.iter().all(|pair| pair.confidence == Confidence::High) {
        finding.at_most(Level::Info);
    }
}

/// Whether it surely grants roles, and not this one.
fn lacks_delegator(policy: &AuthorizationPolicy) -> bool {
    let lacks = |list: &[Field]| !list.is_empty() && list.iter().all(is_another);
    policy.role_lists().is_some_and(|lists| !lists.is_empty() && lists.into_iter().all(lacks))
}

fn missing(policy: &AuthorizationPolicy, found: &mut Findings) {
    found
        .missing(
            policy,
            &policy.roles,
            DELEGATOR,
            "without `Authorization Delegator`, backups cannot use the key",
        )
        .help("grant it as well, if backups are to be encrypted with a key of their owner")
        .at_most(Level::Info);
}

/// Whether it is surely a known role other than this one.
fn is_another(role: &Field) -> bool {
    role.surely(|text| catalog::role_meant(text).is_some_and(|name| name != DELEGATOR))
}
