use crate::{finding::Findings, model::Field, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for address in cx.model.of_kind("ibm_is_subnet_reserved_ip") {
        let unbound = ["target", "target_crn"]
            .iter()
            .all(|name| address.value(name).is_none_or(Field::is_unset));
        let Some(deleted) = address.value("auto_delete") else { continue };
        if unbound && address.body.is_whole() && deleted.is_yes() {
            found
                .at(address, deleted, "`auto_delete` on an address that is bound to nothing")
                .help(
                    "set it to `false`, which the VPC API wants where there is no `target`: an address that is \
                     bound later would be deleted as soon as it is unbound",
                );
        }
    }
}
