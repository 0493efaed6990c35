use crate::catalog::What;
use crate::model::{Field, Model, Resource};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, one) in ids(cx.model) {
        if let Some(reference) = one.reference() {
            if shared::what(one) != Some(What::ReservedIpId) {
                continue;
            }
            let message = format!(
                "`{}` is the ID of the subnet and the ID of the address, not the latter alone",
                reference.written()
            );
            let finding = found.at(resource, one, message).help("write `.reserved_ip` instead");
            if let Some(span) = one.attribute_span() {
                finding.rewrite("write `.reserved_ip`", span, "reserved_ip");
            }
        } else if let Some((_, id)) = one.text().and_then(|text| text.split_once('/')) {
            let is_id = !id.is_empty() && !id.contains('/');
            let is_id = is_id && one.text().is_some_and(|text| !text.contains(':'));
            if is_id {
                found
                    .at(
                        resource,
                        one,
                        "the ID of the subnet and the ID of the address, not the latter alone",
                    )
                    .help(format!("write `{id}`"))
                    .respell(&format!("write `{id}`"), one, id);
            }
        }
    }
}

/// Where Terraform wants the ID of a reserved IP.
fn ids(model: &Model) -> impl Iterator<Item = (&Resource, &Field)> {
    let bound = model.of_kind("ibm_is_virtual_endpoint_gateway_ip");
    let patched = model.of_kind("ibm_is_subnet_reserved_ip_patch");
    let named = bound.chain(patched).flat_map(|one| {
        let ids = one.value("reserved_ip").into_iter().flat_map(Field::each);
        ids.map(move |id| (one, id))
    });
    let own = model.gateways.iter().flat_map(|gateway| {
        let ids = gateway.ips.iter().flat_map(|ip| ip.id.each());
        ids.map(|id| (&gateway.resource, id))
    });
    named.chain(own)
}
