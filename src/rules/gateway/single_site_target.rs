use crate::catalog::{is_data_centre, place_in_host};
use crate::{finding::Findings, model::Crn, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for one in gateway.target_crn.each() {
            let Some(crn) = Crn::of(one).filter(Crn::is_whole) else { continue };
            let host = crn.service().zip(crn.resource());
            let place = host.and_then(|(service, host)| place_in_host(service, host));
            let Some(place) = place.filter(|place| is_data_centre(place)) else { continue };
            found
                .at(gateway, one, format!("`{place}` is a single data center, not a region"))
                .help(
                    "name the endpoint of a region with several zones, such as `us-south` or \
                     `eu-de`: others have no endpoint gateways",
                );
        }
    }
}
