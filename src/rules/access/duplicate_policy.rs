use crate::{finding::Findings, model::Resource, rule::Context, rules::shared};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let duplicates = shared::without_needless(cx, cx.graph.twins().duplicates());
    // The instances of one block that say the same as its first one.
    let mut here: BTreeMap<_, Vec<&Resource>> = BTreeMap::new();
    let place = |one: &Resource| (one.world, one.address.clone());
    for (first, other) in &duplicates {
        if shared::is_one_block(&first.resource, &other.resource) {
            let all = here.entry(place(&first.resource)).or_insert_with(|| vec![&first.resource]);
            all.push(&other.resource);
        }
    }
    for (first, other) in duplicates {
        let (first, other) = (&first.resource, &other.resource);
        let instances = here.get(&place(first)).filter(|_| shared::is_one_block(first, other));
        let finding = if let Some(all) = instances {
            let which = shared::addresses(all);
            let message = format!("{which} say the same, and IAM takes only one such policy");
            let help = "let the instances differ in source or target, or create a single one";
            found.at(other, &other.header, message).help(help)
        } else {
            let message = "another policy has the same source and target, and IAM refuses a second";
            let help = "keep one of the two, with the roles of both";
            found.at(other, &other.header, message).help(help)
        };
        if first.header != other.header {
            finding.also(&first.header, shared::which("the other policy", first));
        }
    }
}
