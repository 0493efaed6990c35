use crate::{
    catalog,
    finding::Findings,
    model::{Field, Format, Resource},
    rule::Context,
};

const KINDS: [&str; 3] = ["role", "serviceRole", "customRole"];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format != Format::Terraform) {
        for role in policy.each_role() {
            let Some(text) = role.text().map(str::trim).filter(|text| !text.is_empty()) else {
                continue;
            };
            if let Some(message) = fault(text) {
                report(&policy.resource, role, text, &message, found);
            }
        }
    }
}

fn fault(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').collect();
    if !parts.first().is_some_and(|first| first.eq_ignore_ascii_case("crn")) {
        return Some(format!("`{text}` is not the CRN of a role"));
    }
    let [start, version, cloud, public, service, location, scope, instance, kind, id] =
        parts.as_slice()
    else {
        let count = parts.len();
        return Some(format!("the CRN of a role with {count} parts, where there are always 10"));
    };
    let custom = *kind == "customRole";
    let wanted = [("crn", start), ("v1", version), ("public", public)];
    if let Some((meant, is)) = wanted.into_iter().find(|(meant, is)| meant != *is) {
        return Some(format!("the CRN of a role with `{is}` in the place of `{meant}`"));
    }
    if *cloud != "bluemix" && !(custom && *cloud == "ibmcloud") {
        return Some(format!("the CRN of a role with `{cloud}` in the place of `bluemix`"));
    }
    if !KINDS.contains(kind) {
        return Some(format!("the CRN of a role with `{kind}` in the place of `role`"));
    }
    if service.is_empty() {
        return Some("the CRN of a role that names no service".to_owned());
    }
    let between = [location, scope, instance].into_iter().find(|part| !part.is_empty());
    match between {
        Some(part) if !custom => {
            Some(format!("the CRN of a role with `{part}`, where it belongs to no account"))
        }
        None if custom => Some("the CRN of a custom role without its account".to_owned()),
        _ if id.is_empty() => Some("the CRN of a role without its name".to_owned()),
        _ if id.contains(char::is_whitespace) => {
            Some(format!("the CRN of a role with white space in its name, `{id}`"))
        }
        _ => None,
    }
}

fn report(owner: &Resource, role: &Field, text: &str, message: &str, found: &mut Findings) {
    let finding = found.at(owner, role, message);
    let known = catalog::role_meant(text)
        .and_then(catalog::role_by_name)
        .filter(|known| known.confidence > catalog::Confidence::Low);
    let Some(known) = known else {
        finding.help(if text.contains(":customRole:") {
            "write it as `crn:v1:ibmcloud:public:iam-access-management::a/ACCOUNT::customRole:ROLE`"
        } else {
            "write it as `crn:v1:bluemix:public:SERVICE::::serviceRole:ROLE`"
        });
        return;
    };
    let crn = known.crn();
    finding.help(format!("write `{crn}`"));
    // Only colons too few or too many: nothing else can be meant.
    if words(text).eq(words(&crn)) {
        finding.respell("write the CRN of the role", role, &crn);
    } else {
        finding.suggest("write the CRN of the role", role, &crn);
    }
}

/// The parts between the colons that are not empty.
fn words(crn: &str) -> impl Iterator<Item = &str> {
    crn.split(':').filter(|part| !part.is_empty())
}
