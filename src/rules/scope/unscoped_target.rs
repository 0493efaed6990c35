use crate::catalog::{Instances, instances, means_whole_instance, target_resource_types};
use crate::model::{Presence, Side};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            let service = side.value("serviceName");
            let has_instances = |name: &str| instances(name.trim()) == Instances::Has;
            if !service.surely(has_instances) || side.is_scoped() != Presence::Absent {
                continue;
            }
            let Some(kinds) = kinds(side) else { continue };
            let within = side.presence("region");
            let place = if within == Presence::Absent { "the account" } else { "the region" };
            let how = side.how_to_set("serviceInstance", "target_resource_instance_id");
            let finding = found.missing(
                policy,
                side,
                "serviceInstance",
                format!(
                    "the target is {kinds}every instance of {} in {place}",
                    shared::names(&service)
                ),
            );
            finding.help(format!("{how} to the GUID of the one instance that is meant"));
            if within != Presence::Absent {
                finding.at_most(Level::Info);
            }
        }
    }
}

/// The sort of things that the target names: nothing for all, "every `bucket` in "; `None` if the
/// resource type may say more than that.
fn kinds(side: &Side) -> Option<String> {
    if side.lacks("resourceType") {
        return Some(String::new());
    }
    let (service, kind) = (side.value("serviceName"), side.value("resourceType"));
    let (service, kind) = (service.text()?.trim(), kind.text()?.trim());
    if means_whole_instance(service, kind) {
        return Some(String::new());
    }
    let known = target_resource_types(service).iter().any(|known| known == kind);
    known.then(|| format!("every `{kind}` in "))
}
