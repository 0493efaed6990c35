use crate::model::{Attribute, AuthorizationPolicy, Field, Format, Side, SideForm};
use crate::{catalog, finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.subjects {
            side.attributes.iter().for_each(|one| judge(policy, side, one, false, found));
        }
        for side in &policy.targets {
            side.attributes.iter().for_each(|one| judge(policy, side, one, true, found));
        }
    }
}

fn judge(
    policy: &AuthorizationPolicy,
    side: &Side,
    attribute: &Attribute,
    target: bool,
    found: &mut Findings,
) {
    let Some(name) = attribute.known_name().map(str::trim) else { return };
    if !attribute.is_plain() || (!target && is_special(policy, attribute, name)) {
        return;
    }
    for one in attribute.value.each() {
        let Some(text) = one.text().filter(|text| is_pattern(name, text)) else { continue };
        let message = format!("`{text}` is compared letter by letter, not as a pattern");
        let finding = found.at(policy, one, message);
        if text.chars().all(|c| c == '*') {
            finding.help("leave it out to mean every one, or write the one that is meant");
            continue;
        }
        match (target, side.form) {
            (true, SideForm::Attributes) => {
                finding.help("write the operator `stringMatch` with it, or the whole value");
                as_pattern(finding, policy, attribute, one);
            }
            (true, SideForm::Flat) => {
                finding.help("write the whole value; only `resource_attributes` can have the operator `stringMatch`");
            }
            (false, _) => {
                finding.help("write the whole value: a subject takes no patterns");
            }
        }
    }
}

/// What the provider itself turns into the question whether there is any group.
fn is_special(policy: &AuthorizationPolicy, attribute: &Attribute, name: &str) -> bool {
    policy.format == Format::Terraform
        && name == "resourceGroupId"
        && attribute.operator.is_absent()
        && attribute.value.surely(|text| text == "*")
}

/// Whether the text is evidently meant as a pattern. The attributes of single services may have a
/// question mark in their values.
fn is_pattern(name: &str, text: &str) -> bool {
    let common = || catalog::subject_attributes().iter().any(|known| known == name);
    text.contains('*') || (text.contains('?') && common())
}

fn as_pattern(
    finding: &mut crate::finding::Finding,
    policy: &AuthorizationPolicy,
    attribute: &Attribute,
    value: &Field,
) {
    let title = "compare it as a pattern";
    if attribute.operator.text().is_some() {
        finding.suggest(title, &attribute.operator, "stringMatch");
    } else if policy.format != Format::Terraform && value.literal.is_some() {
        let [_, end] = value.span.ends();
        finding.mend(title, [(end, ", \"operator\": \"stringMatch\"".to_owned())]).unsure();
    }
}
