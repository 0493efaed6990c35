use crate::model::Surface;
use crate::{finding::Findings, rule::Context};

/// The member that came with version 2025-11-18 of the API, and those that went with it.
const NEW: &str = "dns_resolution_binding_mode";
const OLD: [&str; 2] = ["allow_dns_resolution_binding", "allow_resource_binding"];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let bodies =
        cx.model.gateways.iter().filter(|one| one.resource.surface == Surface::GatewayJson);
    for gateway in bodies {
        let body = &gateway.resource.body;
        let Some(new) = body.get(NEW) else { continue };
        for old in OLD.iter().filter_map(|name| body.get(name)) {
            found
                .at(
                    gateway,
                    &old.key_span,
                    format!("no version of the API takes both `{}` and `{NEW}`", old.key),
                )
                .also(&new.key_span, "this one came with version 2025-11-18")
                .help(format!("remove `{}`, and ask for version 2025-11-18 or later", old.key));
        }
    }
}
