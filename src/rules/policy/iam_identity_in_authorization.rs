use crate::model::{AuthorizationPolicy, Format};
use crate::{catalog::normalised, finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| is_authorization(policy)) {
        for attribute in policy.subjects.iter().flat_map(|side| &side.attributes) {
            let Some(name) = attribute.known_name().map(str::trim) else { continue };
            let who = match normalised(name).as_str() {
                "iamid" => "a person or a service ID",
                "accessgroupid" => "an access group",
                _ => continue,
            };
            found.at(policy, &attribute.name, format!("`{name}` names {who}, not a service")).help(
                "name the service that gets access as `serviceName`; people get theirs by an \
                     access policy",
            );
        }
    }
}

/// Terraform's resource makes nothing else.
fn is_authorization(policy: &AuthorizationPolicy) -> bool {
    policy.format == Format::Terraform
        || policy.policy_type.surely(|text| text.trim() == "authorization")
}
