use crate::{
    finding::Findings,
    model::{Presence, Side},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        if !policy.subjects.iter().any(is_service) {
            continue;
        }
        for one in policy.policy_type.each() {
            let Some(text) = one.text().filter(|text| text.trim() != "authorization") else {
                continue;
            };
            found
                .at(policy, one, format!("`{text}` is not the type of a policy between services"))
                .help("write `authorization`: only then may the subject be a service")
                .respell("make it an authorization", one, "authorization");
        }
    }
}

/// Whether the side surely is a service and neither a person nor a group of people.
fn is_service(side: &Side) -> bool {
    let has = |name: &str| side.presence(name);
    let person = ["iam_id", "access_group_id"].into_iter().any(|name| !side.lacks(name));
    let named = [has("serviceName"), has("resourceGroupId")].contains(&Presence::Set);
    !person && (named || shared::has_misnamed_service(side))
}
