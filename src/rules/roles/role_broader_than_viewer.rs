use crate::{catalog, finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let gateways = cx.model.policies.iter().filter(|policy| policy.is_for_endpoint_gateways());
    for policy in gateways {
        let roles = policy.each_role();
        let meant = |text: &str| catalog::role_meant(text);
        let sees = |text: &str| meant(text).is_none_or(catalog::can_see_instance);
        if !roles.iter().any(|role| role.possibly(sees)) {
            continue; // Viewer is missing, which is worse
        }
        for role in roles {
            let Some(name) = role
                .text()
                .and_then(meant)
                .filter(|name| !["Viewer", "Service Configuration Reader"].contains(name))
            else {
                continue;
            };
            found
                .at(policy, role, format!("`{name}` gives endpoint gateways more than they need"))
                .help("grant Viewer alone: a gateway only looks up the instance it leads to");
        }
    }
}
