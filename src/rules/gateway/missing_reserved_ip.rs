use crate::finding::{Findings, Level};
use crate::rule::Context;
use crate::rules::shared;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut open = Vec::new();
    for gateway in &cx.model.gateways {
        let Some(lack) = cx.graph.lacks_address(gateway) else { continue };
        if !lack.is_sure() {
            open.push((gateway, lack));
            continue;
        }
        let message = "the gateway has no address, so nothing can reach it";
        let finding = found.missing(gateway, &gateway.resource, "ips", message);
        if gateway.resource.surface.is_terraform() {
            finding.help(
                "reserve an address in each zone with `ibm_is_subnet_reserved_ip`, and bind it \
                 with `ibm_is_virtual_endpoint_gateway_ip`",
            );
            if !gateway.resource.shows_lifecycle() {
                // It may leave its addresses to somebody else.
                finding.at_most(Level::Info);
            }
        } else {
            // Another call may bind one.
            finding.help("name a subnet in `ips`, or bind a reserved IP with a call of its own");
            finding.at_most(Level::Info);
        }
    }
    shared::not_judged(cx, found, "has an address", &open);
}
