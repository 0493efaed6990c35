use crate::{
    catalog::{self, Confidence, Role},
    finding::{Findings, Level},
    model::{AuthorizationPolicy, Field, Format},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format != Format::Terraform) {
        for role in policy.each_role() {
            let text = role.text().unwrap_or_default().trim();
            if let Some((service, right)) = owner(text).filter(|(_, right)| fits(policy, right)) {
                report(policy, role, service, right, found);
            }
        }
    }
}

/// The service that a CRN of a role names, and the role of another one that has this id.
fn owner(text: &str) -> Option<(&str, &'static Role)> {
    let parts: Vec<&str> = text.split(':').collect();
    let ["crn", "v1", "bluemix", "public", service, "", "", "", kind, id] = parts.as_slice() else {
        return None;
    };
    let named =
        ["role", "serviceRole"].iter().any(|one| catalog::role_by_crn(service, one, id).is_some());
    if !["role", "serviceRole"].contains(kind) || named {
        return None;
    }
    // The roles that services share are printed under their own names too.
    let mut owners = catalog::roles().iter().filter(|one| one.id == *id && one.service != "iam");
    let right = owners.next().filter(|_| owners.next().is_none())?;
    let elsewhere = *service == "iam" || catalog::offers(service, &right.name) == Some(false);
    elsewhere.then_some((*service, right))
}

/// Whether the target may be the service that has the role.
fn fits(policy: &AuthorizationPolicy, right: &Role) -> bool {
    let services = policy.target().map(shared::services).unwrap_or_default();
    services.is_empty() || services.contains(&right.service.as_str())
}

fn report(
    policy: &AuthorizationPolicy,
    role: &Field,
    service: &str,
    right: &Role,
    found: &mut Findings,
) {
    let crn = right.crn();
    let is = if right.confidence == Confidence::Low { "is probably" } else { "is" };
    let (id, owner) = (&right.id, &right.service);
    let message = format!("`{id}` {is} a role of `{owner}`, not of `{service}`");
    let finding = found.at(policy, role, message);
    if right.confidence == Confidence::Low {
        finding.at_most(Level::Info).help(format!(
            "compare `{crn}` with what `ibmcloud iam roles --service {owner}` shows"
        ));
        return;
    }
    finding.help(format!("write `{crn}`"));
    if right.confidence == Confidence::High && !right.disputed {
        finding.respell("write the CRN of the role", role, &crn);
    } else {
        finding.at_most(Level::Warning).suggest("write the CRN of the role", role, &crn);
    }
}
