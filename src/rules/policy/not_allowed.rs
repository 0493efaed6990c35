use crate::catalog::{normalised, role_display};
use crate::model::{AuthorizationPolicy, Field, Side};
use crate::rule::{Options, pair};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        // The accounts of a template are filled in when it is assigned.
        if !policy.template {
            let (from, to) = (&policy.subjects, &policy.targets);
            attribute(policy, from, "accountId", "source-accounts", cx.options, found);
            attribute(policy, to, "accountId", "target-accounts", cx.options, found);
        }
        for sides in [&policy.subjects, &policy.targets] {
            attribute(policy, sides, "serviceName", "services", cx.options, found);
            attribute(policy, sides, "region", "regions", cx.options, found);
        }
        roles(policy, cx.options, found);
        pairs(policy, cx.options, found);
    }
}

fn attribute(
    policy: &AuthorizationPolicy,
    sides: &[Side],
    name: &str,
    option: &str,
    options: &Options,
    found: &mut Findings,
) {
    let Some(list) = options.list(option) else { return };
    for one in sides.iter().flat_map(|side| side.compared(name)) {
        let text = one.text().unwrap_or_default().trim();
        if !text.is_empty() && !list.iter().any(|allowed| allowed == text) {
            report(policy, one, text, option, list, found);
        }
    }
}

fn report(
    policy: &AuthorizationPolicy,
    one: &Field,
    text: &str,
    option: &str,
    list: &[String],
    found: &mut Findings,
) {
    found
        .at(policy, one, format!("`{text}` is not among the {} allowed here", words(option)))
        .help(format!("the configuration allows {}", shared::listed(list, "and")));
}

/// What an option lists, in words.
fn words(option: &str) -> String {
    option.replace('-', " ")
}

/// A role by a CRN whose name is not known may be any.
fn roles(policy: &AuthorizationPolicy, options: &Options, found: &mut Findings) {
    let Some(list) = options.list("roles") else { return };
    for one in policy.each_role() {
        let text = one.text().unwrap_or_default().trim();
        let known = role_display(text);
        let name = known.unwrap_or(text);
        let is_custom = known.is_none() && text.starts_with("crn:");
        let is_allowed =
            |allowed: &String| allowed == text || normalised(allowed) == normalised(name);
        if !name.is_empty() && !is_custom && !list.iter().any(is_allowed) {
            report(policy, one, name, "roles", list, found);
        }
    }
}

/// A pair is outside when it is so whatever the two services come to.
fn pairs(policy: &AuthorizationPolicy, options: &Options, found: &mut Findings) {
    let Some(list) = options.list("pairs") else { return };
    let (Some(from), Some(to)) = (policy.subject(), policy.target()) else { return };
    let (sources, targets) = (shared::services(from), shared::services(to));
    let Some(place) = to.get("serviceName") else { return };
    let services = options.list("services");
    let is_outside = |name: &&str| services.is_some_and(|all| !all.iter().any(|one| one == name));
    // What was said of a service alone is not said of its pair too.
    if sources.is_empty() || targets.is_empty() || sources.iter().chain(&targets).any(is_outside) {
        return;
    }
    let fits = |allowed: &str, name: &str| allowed == "*" || allowed == name;
    let is_allowed = |source: &str, target: &str| {
        list.iter().filter_map(|one| pair(one)).any(|(a, b)| fits(a, source) && fits(b, target))
    };
    let all =
        || sources.iter().flat_map(|source| targets.iter().map(move |target| (*source, *target)));
    if all().any(|(source, target)| is_allowed(source, target)) {
        return;
    }
    let Some((source, target)) = all().next() else { return };
    found
        .at(
            policy,
            &place.value,
            format!("`{source} -> {target}` is not among the pairs allowed here"),
        )
        .help(format!("the configuration allows {}", shared::listed(list, "and")));
}
