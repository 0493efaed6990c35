use crate::{
    catalog,
    finding::{Findings, Level},
    model::{AuthorizationPolicy, Field, Format},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        let services = policy.target().map(shared::services).unwrap_or_default();
        let known = |service: &&str| catalog::offers(service, "").is_some();
        if services.is_empty() || !services.iter().all(known) {
            continue;
        }
        for role in policy.each_role() {
            judge(policy, &services, role, found);
        }
    }
}

fn judge(policy: &AuthorizationPolicy, services: &[&str], role: &Field, found: &mut Findings) {
    let text = role.text().unwrap_or_default().trim();
    if let Some(name) = catalog::role_meant(text) {
        let alike = |one: &str| catalog::normalised(one) == catalog::normalised(name);
        let exact = offered(services).any(|one| one == name);
        match exact || offered(services).any(alike) {
            // Of `Reader Plus` and `ReaderPlus` each service has its own, with one ID for both.
            true if exact || policy.format != Format::Terraform => return,
            true => {}
            false => return unexpected(policy, services, role, name, found),
        }
    }
    // Whatever is not near a known role may be a custom role.
    let meant = match policy.format {
        Format::Terraform => catalog::nearest(text, offered(services)).map(str::to_owned),
        Format::V1 | Format::V2 => crn_meant(text),
    };
    let Some(meant) = meant else { return };
    let names = shared::listed(services, "or");
    let wrong = text.rsplit(':').next().unwrap_or(text);
    found
        .at(policy, role, format!("`{wrong}` is no role of {names}"))
        .help(format!("write `{meant}`"))
        .suggest("write the role that is near", role, &meant);
}

/// The roles that the services offer, one or the other of them.
fn offered<'a>(services: &'a [&str]) -> impl Iterator<Item = &'static str> + 'a {
    let own = services.iter().filter_map(|name| catalog::service(name));
    let shared = catalog::platform_roles().iter().map(String::as_str);
    own.flat_map(catalog::Service::role_names).chain(shared)
}

/// A role that exists, but not among those known of the target; our list proves nothing.
fn unexpected(
    policy: &AuthorizationPolicy,
    services: &[&str],
    role: &Field,
    name: &str,
    found: &mut Findings,
) {
    let names = shared::listed(services, "or");
    let mut known: Vec<&str> = offered(services).collect();
    known.sort_unstable();
    known.dedup();
    found
        .at(policy, role, format!("`{name}` is not among the roles that are known of {names}"))
        .help(format!("known are {}", shared::listed(&known, "and")))
        .at_most(Level::Info);
}

/// The CRN of the role whose id is near the one in `text`, of the same service and kind.
fn crn_meant(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').collect();
    let ["crn", "v1", "bluemix", "public", service, "", "", "", kind, id] = parts.as_slice() else {
        return None;
    };
    let alike = || {
        catalog::roles().iter().filter(|one| one.service == *service && one.kind.as_str() == *kind)
    };
    let near = catalog::nearest(id, alike().map(|one| one.id.as_str()))?;
    alike().find(|one| one.id == near).map(catalog::Role::crn)
}
