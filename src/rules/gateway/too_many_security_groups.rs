use crate::model::{Field, vpc_identity};
use crate::{finding::Findings, rule::Context};
use std::collections::BTreeSet;

/// The most that a gateway may have.
const MOST: usize = 5;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let least = gateway.security_groups.each().map(different).min();
        let Some(count) = least.filter(|count| *count > MOST) else { continue };
        found
            .at(
                gateway,
                &gateway.security_groups,
                format!("{count} security groups, of which a gateway takes at most {MOST}"),
            )
            .help("put the rules of some into one group");
    }
}

/// How many groups of a list surely differ: those that are spelled, or else those that are made here.
/// What is spelled and what is referred to may be one group.
fn different(list: &Field) -> usize {
    let items = list.items().unwrap_or_default();
    let spelled: BTreeSet<&str> =
        items.iter().filter_map(|one| one.text().map(vpc_identity)).collect();
    let made: BTreeSet<String> = items
        .iter()
        .filter_map(Field::reference)
        .filter(|one| !one.data && one.kind == "ibm_is_security_group" && one.attribute() == "id")
        .map(|one| format!("{}{}", one.module, one.written()))
        .collect();
    spelled.len() + made.len()
}
