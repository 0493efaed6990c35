use crate::catalog::{is_resource_id, is_resource_types, nearest, resource_type_alias};
use crate::model::{AuthorizationPolicy, Field, Side};
use crate::{finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.subjects {
            each(side).for_each(|one| source(policy, side, one, found));
        }
        for side in &policy.targets {
            each(side).for_each(|one| target(policy, side, one, found));
        }
    }
}

fn each(side: &Side) -> impl Iterator<Item = &Field> {
    let named = side.get("serviceName").filter(|name| name.is_plain());
    named.into_iter().flat_map(|name| name.value.each())
}

/// The resource type behind the dot, as VPC has it.
fn part(one: &Field) -> Option<(&str, &str)> {
    let text = one.text()?.trim();
    let part = text.strip_prefix("is.").filter(|part| !part.is_empty())?;
    let known = || is_resource_types().iter().map(String::as_str);
    let meant = known().find(|kind| *kind == part).or_else(|| resource_type_alias(part));
    Some((text, meant.or_else(|| nearest(part, known())).unwrap_or(part)))
}

fn source(policy: &AuthorizationPolicy, side: &Side, one: &Field, found: &mut Findings) {
    let Some((text, kind)) = part(one) else { return };
    let finding =
        found.at(policy, one, format!("`{text}` is a name from access policies, not a source"));
    if side.lacks("resourceType") {
        let how = side.how_to_set("resourceType", "source_resource_type");
        finding.help(format!("write `is`, and {how} to `{kind}`"));
    } else {
        finding.help("write `is`: the resource type says which part is meant");
        finding.suggest("write `is`", one, "is");
    }
}

fn target(policy: &AuthorizationPolicy, side: &Side, one: &Field, found: &mut Findings) {
    let Some((text, kind)) = part(one) else { return };
    let message = format!("`{text}` as a target, where most policies name `is`");
    let finding = found.at(policy, one, message);
    finding.at_most(Level::Info);
    match is_resource_id(kind) {
        Some(attribute) if side.lacks(attribute) => {
            finding
                .help(format!("write `is`, and name what is meant by the attribute `{attribute}`"));
        }
        Some(_) => {
            finding.help("write `is`: its other attribute says what is meant");
            finding.suggest("write `is`", one, "is");
        }
        None => {
            finding.help(format!("write `is`, and the resource type `{kind}`"));
        }
    }
}
