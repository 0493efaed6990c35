use crate::model::{EndpointGateway, Surface};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let is_terraform = |one: &&EndpointGateway| one.resource.surface == Surface::Terraform;
    for gateway in cx.model.gateways.iter().filter(is_terraform) {
        let Some(first) = gateway.ips.first() else { continue };
        found
            .at(gateway, &first.header, "what `ips` says is applied once, when the gateway is made")
            .help(
                "reserve the address with `ibm_is_subnet_reserved_ip` and bind it with \
                 `ibm_is_virtual_endpoint_gateway_ip`, so that later changes take effect",
            );
    }
}
