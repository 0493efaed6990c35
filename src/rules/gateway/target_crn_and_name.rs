use crate::model::every_combination;
use crate::{finding::Findings, rule::Context, rules::shared};

/// The only type of target that goes by name.
const BY_NAME: &str = "provider_infrastructure_service";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let (crn, name) = (&gateway.target_crn, &gateway.target_name);
        if !every_combination([crn, name], |[crn, name]| {
            shared::is_given(crn) && shared::is_given(name)
        }) {
            continue;
        }
        let by_name = gateway.target_type.surely(|text| shared::target_type(text) == Some(BY_NAME));
        let (stays, goes) = if by_name { ("name", "crn") } else { ("crn", "name") };
        let place = if by_name { crn } else { name };
        found
            .at(gateway, place, "the target has a CRN and a name")
            .also(if by_name { name } else { crn }, format!("the `{stays}`"))
            .help(format!(
                "remove `{goes}`: {}",
                if by_name {
                    "an infrastructure service goes by its name"
                } else {
                    "a service that has a CRN goes by it"
                }
            ));
    }
}
