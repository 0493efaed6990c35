use crate::{catalog, finding::Findings, model::Field, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            let Some(resource) = side.get("resource") else { continue };
            let services = shared::services(side);
            // VPC has other attributes for its resources, and a rule of its own for them.
            let may_lack = resource.value.each().any(Field::is_absent);
            if may_lack || !side.lacks("resourceType") || services.contains(&"is") {
                continue;
            }
            let kinds: Vec<&String> =
                services.into_iter().flat_map(catalog::target_resource_types).collect();
            let finding = found
                .missing(policy, side, "resourceType", "a resource is named, but not of what type")
                .also(&resource.value, "named here");
            if kinds.is_empty() || kinds.len() > 3 {
                finding.help("add the attribute `resourceType`");
            } else {
                finding.help(format!(
                    "add the attribute `resourceType` with the value {}",
                    shared::listed(&kinds, "or")
                ));
            }
        }
    }
}
