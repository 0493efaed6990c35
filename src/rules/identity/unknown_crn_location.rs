use crate::catalog::{is_location, location_alias, nearest_within, regions};
use crate::model::Crn;
use crate::{finding::Findings, finding::Level, rule::Context};

/// The place of the location among the parts of a CRN.
const LOCATION: usize = 5;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.crns() {
        let Some(crn) = Crn::of(one) else { continue };
        let Some(name) = crn.location().filter(|name| !name.is_empty() && !is_location(name))
        else {
            continue;
        };
        let regions = || regions().iter().map(|region| region.name.as_str());
        let old = location_alias(name);
        // Some services have places of their own, so only a slip of one letter is one.
        let slip = || nearest_within(name, 1, regions()).filter(|near| !name.starts_with(near));
        let Some(meant) = old.or_else(slip) else {
            found
                .at(owner, one, format!("`{name}` in a CRN is none of the known locations"))
                .help(
                    "check it: it is neither a region with several zones, nor a zone, nor `global`",
                )
                .at_most(Level::Info);
            continue;
        };
        let message = match old {
            Some(_) => format!("`{name}` in a CRN is an old name of the region `{meant}`"),
            None => format!("`{name}` in a CRN is no location"),
        };
        let finding = found.at(owner, one, message).help(format!("write `{meant}`"));
        if crn.is_whole() {
            let parts = crn.segments().enumerate();
            let parts: Vec<&str> =
                parts.map(|(at, part)| if at == LOCATION { meant } else { part }).collect();
            finding.suggest(&format!("write `{meant}`"), one, &parts.join(":"));
        }
    }
}
