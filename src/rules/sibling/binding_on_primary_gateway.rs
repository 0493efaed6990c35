use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        if !gateway.dns_mode.surely(|mode| mode.trim() == "primary") {
            continue;
        }
        for binding in cx.graph.resource_bindings(gateway) {
            let Some(named) = binding.value("endpoint_gateway_id") else { continue };
            found
                .at(
                    binding,
                    &binding.place_of(named),
                    "a `primary` gateway takes no resource bindings",
                )
                .also(&gateway.dns_mode, "the mode of the gateway")
                .help("give the gateway the mode `per_resource_binding`, or `disabled`");
        }
    }
}
