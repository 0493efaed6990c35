use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let known = shared::gateway_values("target.resource_type");
    for gateway in &cx.model.gateways {
        for one in gateway.target_type.each() {
            let Some(text) = one.text().map(str::trim) else { continue };
            if known.iter().any(|value| value == text) {
                continue;
            }
            let finding = found.at(gateway, one, format!("`{text}` is no type of target"));
            shared::did_you_mean(finding, one, text, known);
        }
    }
}
