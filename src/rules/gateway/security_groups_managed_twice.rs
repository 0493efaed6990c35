use crate::model::{Exists, Field};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in cx.model.gateways.iter().filter(|one| one.resource.exists == Exists::Surely) {
        let own = &gateway.security_groups;
        let is_set = match own.items() {
            Some(items) => !items.is_empty(),
            None => shared::is_given(own),
        };
        if !is_set {
            continue;
        }
        for other in cx.graph.security_group_targets(gateway) {
            let Some(target) = other.value("target") else { continue };
            found
                .at(
                    other,
                    target,
                    "the gateway's security groups are managed here and by the gateway itself",
                )
                .also(own, "the groups of the gateway")
                .help(format!(
                    "name all groups in one place: each `apply` undoes what the other one says{}",
                    if own.items().is_some_and(|items| items.iter().all(Field::is_known)) {
                        ""
                    } else {
                        "; the argument holds all groups"
                    }
                ));
        }
    }
}
