use crate::catalog::{self, Instances, instances};
use crate::model::{AuthorizationPolicy, Field, Presence};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        let Some(side) = policy.target() else { continue };
        let services = shared::services(side);
        let has_instances = |name: &&str| instances(name) == Instances::Has;
        if services.is_empty()
            || !services.iter().all(has_instances)
            || side.is_scoped() != Presence::Absent
        {
            continue;
        }
        let Some(role) = key_manager(policy) else { continue };
        let how = side.how_to_set("serviceInstance", "target_resource_instance_id");
        let message = format!(
            "the source may create credentials for every instance of {}",
            shared::listed(&services, "or")
        );
        found
            .missing(policy, side, "serviceInstance", message)
            .also(role, "this role creates service credentials")
            .help(format!("{how} to the GUID of the one instance that is meant"));
    }
}

/// Where the role is granted, if every way in which the conditions may go grants it.
fn key_manager(policy: &AuthorizationPolicy) -> Option<&Field> {
    let is_it =
        |role: &&Field| role.surely(|text| catalog::role_meant(text) == Some("Key Manager"));
    let lists = policy.role_lists()?;
    let found: Option<Vec<&Field>> =
        lists.into_iter().map(|list| list.iter().find(is_it)).collect();
    found?.first().copied()
}
