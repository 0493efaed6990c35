use crate::catalog::{Host, host};
use crate::finding::{Findings, Level};
use crate::model::Crn;
use crate::{rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for one in gateway.target_crn.each() {
            let Some(crn) = Crn::of(one).filter(|crn| crn.resource_type() == Some("endpoint"))
            else {
                continue;
            };
            let (Some(service), Some(location), Some(name)) =
                (crn.service(), crn.location(), crn.resource())
            else {
                continue;
            };
            let (message, help, level) = match host(service, location, name) {
                Host::Fits => continue,
                Host::Elsewhere(place) => (
                    format!("the host `{name}` is in `{place}`, but the CRN says `{location}`"),
                    "write the same location in both places".to_owned(),
                    Level::Warning,
                ),
                Host::OfAnother(other) => (
                    format!("the host `{name}` is one of `{other}`, but the CRN says `{service}`"),
                    "take the whole CRN from `ibmcloud is endpoint-gateway-targets`".to_owned(),
                    Level::Warning,
                ),
                Host::ByInstance => (
                    format!("`{service}` has no endpoint that all its customers share"),
                    "write the CRN of the instance, which ends in `::`".to_owned(),
                    Level::Info,
                ),
                Host::Unlike(hosts) => (
                    format!("it is not known that gateways reach `{service}` at the host `{name}`"),
                    match hosts.as_slice() {
                        [] => "compare it with `ibmcloud is endpoint-gateway-targets`".to_owned(),
                        known => {
                            format!("the host that is known is {}", shared::listed(known, "or"))
                        }
                    },
                    Level::Info,
                ),
            };
            found.at(gateway, one, message).help(help).at_most(level);
        }
    }
}
