use crate::rules::shared::judge_vpc_name;
use crate::{finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        // The provider is stricter than the API, which lets many names begin with a digit.
        let digit_first = !gateway.resource.surface.is_terraform();
        for one in gateway.name.each() {
            judge_vpc_name(gateway, (one, digit_first), Level::Warning, found);
        }
    }
}
