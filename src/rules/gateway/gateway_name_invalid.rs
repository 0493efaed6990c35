use crate::rules::shared::{is_vpc_name, name_problem};
use crate::{finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        // The provider is stricter than the API, which lets many names begin with a digit.
        let digit_first = !gateway.resource.surface.is_terraform();
        for one in gateway.name.each() {
            if let Some(problem) = name_problem(one, digit_first) {
                let finding = found.at(gateway, one, problem);
                finding.help(
                    "write up to 63 lowercase letters, digits and hyphens; the first one a \
                     letter, the last one no hyphen",
                );
                let meant = one.text().map(|text| text.to_lowercase().replace(['_', ' '], "-"));
                if let Some(meant) = meant.filter(|meant| is_vpc_name(meant)) {
                    finding.suggest(&format!("write `{meant}`"), one, &meant);
                }
            } else if one.prefix().is_some_and(|text| text.starts_with("ibm-")) {
                found
                    .at(gateway, one, "names that begin with `ibm-` are reserved for IBM")
                    .help("begin the name with something else")
                    .at_most(Level::Warning);
            }
        }
    }
}
