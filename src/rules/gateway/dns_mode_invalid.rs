use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let known = shared::gateway_values("dns_resolution_binding_mode");
    for gateway in &cx.model.gateways {
        for one in gateway.dns_mode.each() {
            let Some(text) = one.text().map(str::trim).filter(|text| !text.is_empty()) else {
                continue;
            };
            if known.iter().any(|mode| mode == text) {
                continue;
            }
            let finding =
                found.at(gateway, one, format!("there is no DNS resolution binding mode `{text}`"));
            shared::did_you_mean(finding, one, text, known);
        }
    }
}
