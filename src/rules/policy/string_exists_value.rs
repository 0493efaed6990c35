use crate::{finding::Findings, model::Field, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for attribute in policy.sides().flat_map(|side| &side.attributes) {
            if !attribute.operator.surely(|operator| operator.trim() == "stringExists") {
                continue;
            }
            for one in attribute.value.each() {
                let Some(text) = text(one).filter(|text| !is_truth(text)) else { continue };
                let finding = found
                    .at(policy, one, format!("`stringExists` asks for true or false, not for `{text}`"))
                    .help("write `true` for an attribute that has to be there, `false` for one that must not");
                let plain = text.trim().to_lowercase();
                if is_truth(&plain) {
                    finding.respell(&format!("write `{plain}`"), one, &plain);
                }
            }
        }
    }
}

fn text(value: &Field) -> Option<&str> {
    value.text().filter(|text| !text.is_empty())
}

fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "false")
}
