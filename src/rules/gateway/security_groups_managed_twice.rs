use crate::graph::Which;
use crate::model::{EndpointGateway, Exists, Field, World};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let surely = |one: &&EndpointGateway| one.resource.exists == Exists::Surely;
    for gateway in cx.model.gateways.iter().filter(surely) {
        // Nothing is undone of what the gateway leaves to somebody else.
        if gateway.resource.ignores("security_groups") || !gateway.resource.shows_lifecycle() {
            continue;
        }
        let own = &gateway.security_groups;
        let is_set = match own.items() {
            Some(items) => !items.is_empty(),
            None => shared::is_given(own),
        };
        if !is_set {
            continue;
        }
        let which = |world: World, group: &Field| -> Option<Which> {
            cx.graph.which(world, group, "ibm_is_security_group")
        };
        let items = own.items().unwrap_or_default().iter();
        let named: Vec<Which> =
            items.filter_map(|one| which(gateway.resource.world, one)).collect();
        for other in cx.graph.security_group_targets(gateway) {
            let Some(target) = other.value("target") else { continue };
            let group = other.value("security_group").and_then(|group| which(other.world, group));
            // The same group in both places changes nothing.
            if group.is_some_and(|group| named.contains(&group)) {
                continue;
            }
            found
                .at(
                    other,
                    &other.place_of(target),
                    "the gateway's security groups are managed here and by the gateway itself",
                )
                .also(&gateway.resource.place_of(own), "the groups of the gateway")
                .help(
                    "name all groups in one place, or each `apply` undoes what the other one says",
                );
        }
    }
}
