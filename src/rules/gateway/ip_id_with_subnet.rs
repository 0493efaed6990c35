use crate::model::{Field, every_combination};
use crate::rules::shared::is_given;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    // What is there has both: the provider has read them.
    for gateway in cx.model.gateways.iter().filter(|one| !one.resource.is_there_already()) {
        for ip in &gateway.ips {
            let both = |of_new: &Field| {
                every_combination([&ip.id, of_new], |[id, new]| is_given(id) && is_given(new))
            };
            let Some((name, of_new)) = ip.of_new.iter().find(|(_, of_new)| both(of_new)) else {
                continue;
            };
            found
                .at(
                    gateway,
                    &ip.id,
                    format!("the address has an ID and a `{name}`, which only a new one has"),
                )
                .also(of_new, format!("the `{name}`"))
                .help(
                    "name a reserved IP that is there by its ID alone, or leave the ID out to \
                     have a new one reserved in a subnet",
                );
        }
    }
}
