use crate::{catalog::normalised, finding::Findings, model::Side, model::SideForm};
use crate::{rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        // What a second one lacks may well stand in the first. Terraform's own arguments are checked
        // against its schema.
        let first = policy.subjects.iter().take(1);
        for side in first.filter(|side| side.form == SideForm::Attributes) {
            let nobody = ["serviceName", "resourceGroupId"].iter().all(|name| side.lacks(name));
            if nobody && !is_person(side) && !shared::has_misnamed_service(side) {
                found.missing(policy, side, "serviceName", "the subject names no service").help(
                    "add the attribute `serviceName`, for endpoint gateways with the value `is`",
                );
            }
        }
    }
}

/// Whether it may name a person, a service ID or an access group, which is another mistake.
fn is_person(side: &Side) -> bool {
    let person = |name: &str| ["iamid", "accessgroupid"].contains(&normalised(name).as_str());
    side.attributes.iter().any(|one| one.name.possibly(person))
}
