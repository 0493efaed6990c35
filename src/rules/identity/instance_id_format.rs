use crate::catalog::{What, has_guids};
use crate::model::{Crn, is_guid};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (policy, side, one) in cx.model.instance_ids() {
        let Some(service) = side.service().filter(|service| has_guids(service)) else { continue };
        let message = if let Some(text) = one.text().map(str::trim) {
            if text.is_empty()
                || text.contains(['*', '?'])
                || Crn::of(one).is_some()
                || is_guid(text)
            {
                continue;
            }
            format!("`{text}` is not the GUID that an instance of `{service}` has")
        } else if let Some(reference) = one.reference() {
            if shared::what(one) != Some(What::Name) {
                continue;
            }
            let shown = reference.written();
            format!("`{shown}` is a name, where the GUID of an instance of `{service}` belongs")
        } else {
            continue;
        };
        found.at(policy, one, message).help(
            "write the GUID, which `ibmcloud resource service-instance NAME` prints; in Terraform \
             refer to `.guid`",
        );
    }
}
