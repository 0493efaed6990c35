use crate::model::{Attribute, AuthorizationPolicy, Side, SideForm};
use crate::{catalog, finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in policy.sides().filter(|side| side.form == SideForm::Attributes) {
            for (index, later) in side.attributes.iter().enumerate() {
                let before = side.attributes.iter().take(index);
                if let Some(earlier) = before.into_iter().find(|one| have_one_name(one, later)) {
                    judge(policy, side, earlier, later, found);
                }
            }
        }
    }
}

/// Whether both are the same attribute, written in two places.
fn have_one_name(one: &Attribute, other: &Attribute) -> bool {
    let name = |attribute: &Attribute| attribute.known_name().map(|name| name.trim().to_owned());
    name(one).is_some() && name(one) == name(other) && one.name.span != other.name.span
}

fn judge(
    policy: &AuthorizationPolicy,
    side: &Side,
    earlier: &Attribute,
    later: &Attribute,
    found: &mut Findings,
) {
    let name = later.known_name().unwrap_or_default().trim();
    let values = [earlier, later].map(|one| one.value.text());
    let operators = [earlier, later].map(|one| one.operator.text().unwrap_or("stringEquals"));
    let same = values[0].is_some() && values[0] == values[1] && operators[0] == operators[1];
    let differ = matches!(values, [Some(one), Some(other)] if one != other);
    let finding = found
        .at(
            policy,
            &later.name,
            format!("the attribute `{name}` stands twice in one {}", what(policy, side)),
        )
        .also(&earlier.name, "the first one");
    if same {
        finding.help("remove one of the two, or write the attribute that was meant here");
    } else {
        finding.help("keep the one that is meant; for two values write two policies");
    }
    // Services have attributes of their own, of which not all is known.
    let known = catalog::subject_attributes().iter().any(|known| known == name);
    if !(known && differ) {
        finding.at_most(Level::Warning);
    }
    if let Some(element) = policy.resource.element(later.name.span).filter(|_| same) {
        finding.remove("remove the second one", element);
    }
}

fn what(policy: &AuthorizationPolicy, side: &Side) -> &'static str {
    let is_subject = policy.subjects.iter().any(|one| std::ptr::eq(one, side));
    if is_subject { "subject" } else { "resource" }
}
