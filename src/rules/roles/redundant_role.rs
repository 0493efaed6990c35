use crate::{catalog, finding::Findings, model::Field, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    // Of the roles for endpoint gateways the smallest is the one to keep.
    let policies = cx.model.policies.iter().filter(|policy| !policy.is_for_endpoint_gateways());
    for policy in policies {
        let services = policy.target().map(shared::services).unwrap_or_default();
        for list in policy.roles.each() {
            let roles = named(list.items().unwrap_or_default());
            for (role, name) in &roles {
                // Which of the two to remove says the rule about Administrator.
                let within = |other: &str| {
                    !services.is_empty()
                        && other != "Administrator"
                        && services.iter().all(|service| catalog::contains(service, other, name))
                };
                let Some((bigger, other)) = roles.iter().find(|(_, other)| within(other)) else {
                    continue;
                };
                found
                    .at(policy, *role, format!("`{other}` allows all that `{name}` does"))
                    .also(*bigger, "granted here")
                    .help(format!("remove `{name}`, or keep it alone if it is enough"));
            }
        }
    }
}

/// The roles that are known, by their display names.
fn named(list: &[Field]) -> Vec<(&Field, &'static str)> {
    let name = |role: &Field| role.text().and_then(catalog::role_meant);
    list.iter().filter_map(|role| Some((role, name(role)?))).collect()
}
