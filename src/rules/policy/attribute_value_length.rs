use crate::{finding::Findings, model::SideForm, rule::Context};

/// The most characters that a value may have.
const LONGEST: usize = 1000;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| !policy.template) {
        let listed = policy.sides().filter(|side| side.form == SideForm::Attributes);
        for attribute in listed.flat_map(|side| &side.attributes) {
            let name = attribute.known_name().unwrap_or("value").trim();
            // What a condition makes empty mostly keeps the policy from being created as well.
            let value = &attribute.value;
            let is_empty = value.text() == Some("") && !value.computed && !value.is_default();
            if is_empty {
                found
                    .at(policy, value, format!("the value of `{name}` is empty"))
                    .help("write the value, or leave the attribute out");
            }
            for one in value.each() {
                let length = one.text().map_or(0, |text| text.chars().count());
                if length > LONGEST {
                    let message = format!("the value of `{name}` has {length} characters");
                    found.at(policy, one, message).help(format!("shorten it to {LONGEST} at most"));
                }
            }
        }
    }
}
