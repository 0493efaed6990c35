use crate::{
    catalog::{self, Confidence},
    finding::Findings,
    model::{AuthorizationPolicy, Field, Format},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for role in policy.each_role() {
            let text = role.text().unwrap_or_default();
            if !text.contains(SEPARATORS) || catalog::role_display(text).is_some() {
                continue;
            }
            let parts = text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
            let names: Option<Vec<&str>> = parts.map(catalog::role_meant).collect();
            match names.unwrap_or_default().as_slice() {
                [] => {}
                [only] => surplus(policy, role, text, only, found),
                many => several(policy, role, text, many, found),
            }
        }
    }
}

const SEPARATORS: [char; 3] = [',', ';', '|'];

fn several(
    policy: &AuthorizationPolicy,
    role: &Field,
    text: &str,
    names: &[&str],
    found: &mut Findings,
) {
    let finding = found.at(policy, role, format!("several roles in one text, `{text}`"));
    if policy.format != Format::Terraform {
        finding.help("write an object with `role_id` for each of them");
        // An object that says more of its role cannot be split.
        let alone = policy.resource.members_beside(role.span) == Some(0);
        if let (Some(literal), Some(crns), true) = (role.literal, crns(text), alone) {
            let between = "\" }, { \"role_id\": \"";
            finding.mend("write one object for each", [(literal.span, crns.join(between))]);
        }
        return;
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    finding.help(format!("write `{}`", quoted.join(", ")));
    // Only in the list itself may one text become several.
    if let Some(literal) = role.literal.filter(|_| role.trail.is_empty()) {
        finding.mend("write one text for each", [(literal.span, names.join("\", \""))]);
    }
}

/// Each of the roles as JSON names it; `None` if the CRN of one is not known.
fn crns(text: &str) -> Option<Vec<String>> {
    let parts = text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
    let crn = |part: &str| {
        if part.starts_with("crn:") {
            return Some(part.to_owned());
        }
        let known = catalog::role_by_name(catalog::role_meant(part)?)?;
        (known.confidence > Confidence::Low).then(|| known.crn())
    };
    parts.map(crn).collect()
}

fn surplus(
    policy: &AuthorizationPolicy,
    role: &Field,
    text: &str,
    name: &str,
    found: &mut Findings,
) {
    let finding = found.at(policy, role, format!("punctuation in the name of a role, `{text}`"));
    match policy.format {
        Format::Terraform => shared::mend(finding, role, text, name),
        Format::V1 | Format::V2 => {
            finding.help("write one CRN, and nothing else");
        }
    }
}
