use crate::catalog::{Part, part, part_of_reference};
use crate::model::{Crn, Field};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for one in gateway.target_crn.each() {
            let Some(part) = part_at(one) else { continue };
            found
                .at(gateway, one, format!("{} is no target of an endpoint gateway", part.title))
                .help(&part.whole);
        }
    }
}

/// What a CRN stands for, if it is surely no target.
fn part_at(one: &Field) -> Option<&'static Part> {
    if let Some(reference) = one.reference() {
        return part_of_reference(&reference.type_name(), reference.attribute());
    }
    let crn = Crn::of(one)?;
    part(crn.service()?, crn.resource_type()?)
}
