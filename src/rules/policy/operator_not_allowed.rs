use crate::{
    catalog::{self, Place},
    finding::Findings,
    model::{AuthorizationPolicy, Format, Side},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        let (subject, resource) = match policy.format {
            Format::V1 => (Place::V1Subject, Place::V1Resource),
            Format::V2 => (Place::V2Subject, Place::V2Resource),
            Format::Terraform => (Place::TerraformSubject, Place::TerraformResource),
        };
        policy.subjects.iter().for_each(|side| judge(policy, side, subject, "subject", found));
        policy.targets.iter().for_each(|side| judge(policy, side, resource, "resource", found));
    }
}

fn judge(
    policy: &AuthorizationPolicy,
    side: &Side,
    place: Place,
    what: &str,
    found: &mut Findings,
) {
    let allowed: Vec<&str> = catalog::operators(place).iter().map(String::as_str).collect();
    for one in side.attributes.iter().flat_map(|attribute| attribute.operator.each()) {
        let Some(operator) = one.text().map(str::trim).filter(|text| !text.is_empty()) else {
            continue;
        };
        if allowed.contains(&operator) {
            continue;
        }
        if allowed.is_empty() {
            let finding = found
                .at(policy, one, format!("an operator in a {what} of policy format 1"))
                .help("remove it: its attributes are always compared for equality");
            if let Some(member) = policy.resource.member(one.span) {
                finding.remove("remove the operator", member);
                if operator != "stringEquals" {
                    finding.unsure();
                }
            }
            continue;
        }
        let message = format!("`{operator}` is not an operator for a {what}");
        let finding = found.at(policy, one, message);
        let alias = || catalog::operator_alias(operator).filter(|alias| allowed.contains(alias));
        let Some(meant) =
            catalog::nearest_within(operator, 2, allowed.iter().copied()).or_else(alias)
        else {
            finding.help(format!("write one of {}", shared::listed(&allowed, "and")));
            continue;
        };
        finding.help(format!("write `{meant}`"));
        if catalog::normalised(operator) == catalog::normalised(meant) {
            finding.respell("write the operator", one, meant);
        } else {
            finding.suggest("write the operator", one, meant);
        }
    }
}
