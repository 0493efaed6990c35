use crate::model::Exists;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for binding in cx.model.of_kind("ibm_is_virtual_endpoint_gateway_ip") {
        let Some(named) = binding.value("reserved_ip") else { continue };
        let Some(address) = cx.graph.one(binding.world, named, "ibm_is_subnet_reserved_ip") else {
            continue;
        };
        let bound = ["target", "target_crn"].iter().find_map(|name| address.value(name));
        let both = [binding, address].iter().all(|one| one.exists == Exists::Surely);
        let Some(bound) = bound.filter(|it| both && crate::rules::shared::is_given(it)) else {
            continue;
        };
        found
            .at(
                binding,
                &binding.place_of(named),
                "the address is bound here and by its own `target`",
            )
            .also(&address.place_of(bound), "bound here too")
            .help("keep one of them: remove this resource, or the `target` of the address");
    }
}
