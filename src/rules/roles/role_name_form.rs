use crate::{
    catalog::{self, Confidence},
    finding::Findings,
    model::{AuthorizationPolicy, Field, Format},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for role in policy.each_role() {
            let Some(text) = role.text().map(str::trim) else { continue };
            match policy.format {
                Format::Terraform => display_name(policy, role, text, found),
                Format::V1 | Format::V2 => crn(policy, role, text, found),
            }
        }
    }
}

/// Terraform looks a role up by its display name, to the letter.
fn display_name(policy: &AuthorizationPolicy, role: &Field, text: &str, found: &mut Findings) {
    let meant = catalog::role_meant(text);
    if meant == Some(text) {
        return;
    }
    let is_crn = text.starts_with("crn:");
    let message = match meant {
        _ if is_crn => "the CRN of a role, where its display name belongs".to_owned(),
        Some(name) if name.eq_ignore_ascii_case(text) => {
            format!("`{text}` is not written as the role is called")
        }
        Some(_) => format!("`{text}` is not the display name of a role"),
        None => return,
    };
    let finding = found.at(policy, role, message);
    let Some(name) = meant else {
        finding.help("write the name that the console and `ibmcloud iam roles` show");
        return;
    };
    finding.help(format!("write `{name}`: the provider compares display names to the letter"));
    let sure = name.eq_ignore_ascii_case(text)
        || catalog::role_by_name(name).is_some_and(|role| role.confidence > Confidence::Low);
    if sure {
        finding.respell("write the display name", role, name);
    } else {
        finding.suggest("write the display name", role, name);
    }
}

/// JSON names a role by its CRN.
fn crn(policy: &AuthorizationPolicy, role: &Field, text: &str, found: &mut Findings) {
    let is_crn = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("crn:"));
    let Some(name) = catalog::role_meant(text).filter(|_| !is_crn) else { return };
    let finding = found.at(policy, role, format!("`{text}` where the CRN of a role belongs"));
    match catalog::role_by_name(name).filter(|role| role.confidence > Confidence::Low) {
        Some(known) => finding.help(format!("write `{}`", known.crn())).respell(
            "write the CRN",
            role,
            &known.crn(),
        ),
        None => finding.help("write the CRN that `ibmcloud iam roles --output json` shows"),
    };
}
