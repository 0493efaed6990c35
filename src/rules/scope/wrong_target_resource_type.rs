use crate::catalog::{means_whole_instance, nearest, resource_type_alias};
use crate::catalog::{standalone_target_types, target_resource_types};
use crate::model::{AuthorizationPolicy, Field, Side};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            let Some(kind) = side.get("resourceType").filter(|one| one.is_plain()) else {
                continue;
            };
            let service = side.value("serviceName");
            let service = service.text().unwrap_or_default().trim();
            for one in kind.value.each() {
                judge(policy, side, service, one, found);
            }
        }
    }
}

fn judge(
    policy: &AuthorizationPolicy,
    side: &Side,
    service: &str,
    one: &Field,
    found: &mut Findings,
) {
    let name = one.text().unwrap_or_default().trim();
    let mut defined = target_resource_types(service).iter().chain(standalone_target_types());
    if !shared::is_word(name) || defined.any(|kind| kind == name) {
        return;
    }
    if means_whole_instance(service, name) {
        let how = side.how_to_set("serviceInstance", "target_resource_instance_id");
        found
            .at(policy, one, format!("`{name}` is no resource type of any target"))
            .help(format!("remove the resource type; to mean a whole instance, {how} to its GUID"));
        return;
    }
    let alias = || resource_type_alias(name).filter(|_| service == "is");
    let known = target_resource_types(service);
    match nearest(name, known.iter().map(String::as_str)).or_else(alias) {
        Some(meant) => {
            let message = format!("{} has no resource type `{name}`", shared::called(service));
            let finding = found.at(policy, one, message);
            shared::mend(finding, one, name, meant);
        }
        None if !known.is_empty() => {
            let service = shared::called(service);
            let message = format!("`{name}` is none of the known resource types of {service}");
            found
                .at(policy, one, message)
                .help(format!("known are {}", shared::listed(known, "and")))
                .at_most(Level::Info);
        }
        None => {}
    }
}
