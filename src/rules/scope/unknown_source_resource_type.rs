use crate::catalog::{
    is_resource_types, is_source_types, nearest, resource_type_alias, source_service,
};
use crate::model::{AuthorizationPolicy, Field};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.subjects {
            if !side.value("serviceName").surely(|name| name.trim() == "is") {
                continue;
            }
            let kind = side.get("resourceType").filter(|kind| kind.is_plain());
            for one in kind.iter().flat_map(|kind| kind.value.each()) {
                judge(policy, one, found);
            }
        }
    }
}

fn judge(policy: &AuthorizationPolicy, one: &Field, found: &mut Findings) {
    let name = one.text().unwrap_or_default().trim();
    let known = || is_resource_types().iter().map(String::as_str);
    if !shared::is_word(name) || known().any(|kind| kind == name) {
        return;
    }
    let vpc = shared::called("is");
    if let Some(service) = source_service(name) {
        found
            .at(policy, one, format!("{vpc} has no resource type `{name}`"))
            .help(format!("name the service `{service}` as the source, without a resource type"));
        return;
    }
    match resource_type_alias(name).or_else(|| nearest(name, known())) {
        Some(meant) => {
            let finding = found.at(policy, one, format!("{vpc} has no resource type `{name}`"));
            shared::mend(finding, one, name, meant);
        }
        None => {
            found
                .at(policy, one, format!("`{name}` is none of the known resource types of {vpc}"))
                .help(format!(
                    "sources are known to be {}",
                    shared::listed(is_source_types(), "and")
                ))
                .at_most(Level::Info);
        }
    }
}
