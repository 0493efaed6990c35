use crate::catalog::{is_resource_id, is_resource_types};
use crate::model::{Attribute, AuthorizationPolicy, Side, SideForm};
use crate::{finding::Findings, finding::Level, model::Presence, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in policy.targets.iter().filter(|side| is_vpc(side)) {
            for name in ["resource", "serviceInstance"] {
                let named = side.get(name).filter(|_| side.presence(name) == Presence::Set);
                if let Some(wrong) = named {
                    report(policy, side, wrong, name, found);
                }
            }
        }
    }
}

fn is_vpc(side: &Side) -> bool {
    let services = shared::services(side);
    !services.is_empty() && services.iter().all(|name| *name == "is" || name.starts_with("is."))
}

fn report(
    policy: &AuthorizationPolicy,
    side: &Side,
    wrong: &Attribute,
    name: &str,
    found: &mut Findings,
) {
    let kind = side.value("resourceType");
    let kind = kind.text().map(str::trim);
    let attribute = kind.and_then(is_resource_id);
    let name = match side.form {
        SideForm::Attributes => name,
        SideForm::Flat => "target_resource_instance_id",
    };
    let message = format!("`{name}` where a VPC resource is named by an attribute of its kind");
    let finding = found.at(policy, &wrong.value, message);
    let Some(attribute) = attribute else {
        finding.help(format!("name it by an attribute such as {}", shared::listed(&known(), "or")));
        if kind.is_some() {
            finding.at_most(Level::Info);
        }
        return;
    };
    match side.form {
        SideForm::Attributes => {
            finding.help(format!("call the attribute `{attribute}`, and remove the resource type"));
            finding.suggest("name the attribute", &wrong.name, attribute);
        }
        SideForm::Flat => {
            finding.help(format!("write blocks `resource_attributes`, one of them `{attribute}`"));
        }
    }
}

/// The attributes that name one VPC resource.
fn known() -> Vec<&'static str> {
    is_resource_types().iter().filter_map(|kind| is_resource_id(kind)).collect()
}
