use crate::{
    catalog,
    finding::Findings,
    model::{AuthorizationPolicy, Format},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let gateways = cx.model.policies.iter().filter(|policy| policy.is_for_endpoint_gateways());
    let blind: Vec<_> = gateways.filter(|policy| policy.is_blind()).collect();
    if blind.is_empty() {
        return;
    }
    let needless = shared::needless(cx);
    for policy in blind.into_iter().filter(|one| !needless.contains(&std::ptr::from_ref(*one))) {
        report(policy, found);
    }
}

fn report(policy: &AuthorizationPolicy, found: &mut Findings) {
    let roles = policy.each_role();
    let mut names: Vec<&str> =
        roles.iter().filter_map(|role| catalog::role_meant(role.text()?)).collect();
    names.sort_unstable();
    names.dedup();
    let verb = if names.len() == 1 { "does" } else { "do" };
    let finding = found
        .missing(
            policy,
            &policy.roles,
            "Viewer",
            format!(
                "{} {verb} not let an endpoint gateway see the service instance",
                shared::listed(&names, "and")
            ),
        )
        .help("grant Viewer: only platform roles can look up an instance, service roles cannot");
    if let [only] = roles.as_slice() {
        let viewer = match policy.format {
            Format::Terraform => "Viewer",
            Format::V1 | Format::V2 => "crn:v1:bluemix:public:iam::::role:Viewer",
        };
        finding.suggest("grant Viewer instead", only, viewer);
    }
}
