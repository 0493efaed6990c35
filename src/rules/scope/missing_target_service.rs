use crate::catalog::{nearest, normalised, standalone_target_types};
use crate::{finding::Findings, model::Side, rule::Context, rules::shared};

/// What says in the place of a service which resources are meant.
const WHICH: [&str; 4] = ["serviceName", "resourceGroupId", "serviceType", "service_group_id"];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        // What a second one lacks may well stand in the first.
        let first = policy.targets.iter().take(1);
        for side in first.filter(|side| !side.attributes.is_empty()) {
            if WHICH.iter().any(|name| !side.lacks(name))
                || stands_alone(side)
                || shared::has_misnamed_service(side)
            {
                continue;
            }
            let how = side.how_to_set("serviceName", "target_service_name");
            let message = match side.value("resourceType").text().map(str::trim) {
                Some(kind) => format!("the target is a `{kind}` of no service"),
                None => "the target names no service".to_owned(),
            };
            found.missing(policy, side, "serviceName", message).help(format!(
                "{how}; only the resource type `resource-group` does without a service"
            ));
        }
    }
}

/// Whether its resource type may be one that belongs to no service, maybe in another spelling.
fn stands_alone(side: &Side) -> bool {
    let known = || standalone_target_types().iter().map(String::as_str);
    let is_one = |kind: &str| {
        known().any(|one| normalised(one) == normalised(kind)) || nearest(kind, known()).is_some()
    };
    !side.lacks("resourceType") && side.value("resourceType").possibly(is_one)
}
