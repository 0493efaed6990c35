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
    let needless = cx.graph.access().needless_policies();
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
    // What there is to replace: the one role, or all of them.
    let place = match roles.as_slice() {
        [only] => *only,
        _ => &policy.roles,
    };
    let finding = found
        .missing(
            policy,
            place,
            "Viewer",
            format!(
                "{} {verb} not let an endpoint gateway see the service instance",
                shared::listed(&names, "and")
            ),
        )
        .help(
            "grant Viewer: a gateway looks the instance up, which platform roles like Viewer allow; \
             service roles like Reader are about the data in it",
        );
    if let [only] = roles.as_slice() {
        let viewer = match policy.format {
            Format::Terraform => "Viewer",
            Format::V1 | Format::V2 => "crn:v1:bluemix:public:iam::::role:Viewer",
        };
        finding.suggest("grant Viewer instead", only, viewer);
    }
}
