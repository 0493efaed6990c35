use crate::{finding::Findings, model::Attribute, model::Presence, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.subjects {
            let Some(group) = side.get("resourceGroupId") else { continue };
            if !side.lacks("serviceName") || side.presence("resourceGroupId") != Presence::Set {
                continue;
            }
            let place = if is_any(group) { "the account" } else { "the resource group" };
            let how = side.how_to_set("serviceName", "source_service_name");
            let message = format!("every service of {place} gets this access");
            found
                .missing(policy, side, "serviceName", message)
                .also(&group.value, "no service is named beside it")
                .help(format!("{how} to the one service that needs it"));
        }
    }
}

/// Whether it is surely every group there is.
fn is_any(group: &Attribute) -> bool {
    let exists = group.operator.surely(|text| text.trim().eq_ignore_ascii_case("stringExists"));
    exists && !group.value.surely(|text| text.trim() == "false")
        || group.value.surely(|text| text.trim() == "*")
}
