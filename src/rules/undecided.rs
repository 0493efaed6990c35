//! What the rules about policies that are nearly right say of gateways whose target is not decided.

use crate::{finding::Findings, graph::Mistake, rule::Context};

/// Says that it is not judged whether a policy has this mistake, where that hangs on what a gateway leads to.
pub(super) fn note(cx: &Context<'_>, found: &mut Findings, mistake: Mistake, what: &str) {
    let gateways = match cx.graph.access().undecided_with(mistake) {
        0 => return,
        1 => "a gateway leads".to_owned(),
        many => format!("{many} gateways lead"),
    };
    found.note(format!("whether a policy {what} is not judged: what {gateways} to is not decided"));
}
