use crate::model::{Attribute, AuthorizationPolicy, FaultKind, Field, Format};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format == Format::V2) {
        for fault in &policy.resource.faults {
            let missing = matches!(fault.kind, FaultKind::Missing { .. });
            if !missing || fault.name != "operator" {
                continue;
            }
            let attribute = attribute(policy, &fault.at);
            let name = attribute.and_then(Attribute::known_name).unwrap_or("value");
            let finding = found.missing(
                policy,
                &fault.at,
                "operator",
                format!("the attribute `{name}` does not say how it is compared"),
            );
            let truth = attribute.is_some_and(|one| one.value.sort() == "a boolean");
            let operator = if truth { "stringExists" } else { "stringEquals" };
            finding
                .help(format!("add `\"operator\": \"{operator}\"`: policies of version 2 need it"));
            if let Some(one) = attribute.filter(|one| is_plain(&one.value)) {
                let [_, end] = one.name.span.ends();
                let text = ", \"operator\": \"stringEquals\"".to_owned();
                finding.mend("compare for equality", [(end, text)]);
            }
        }
    }
}

/// The attribute in whose braces `place` lies.
fn attribute<'a>(policy: &'a AuthorizationPolicy, place: &Field) -> Option<&'a Attribute> {
    let object = policy.resource.element(place.span)?;
    let all = || policy.sides().flat_map(|side| &side.attributes);
    all().find(|one| object.contains(one.name.span))
}

/// Whether it is a text that can only be compared for equality.
fn is_plain(value: &Field) -> bool {
    value.text().is_some_and(|text| !text.is_empty() && !text.contains(['*', '?']))
}
