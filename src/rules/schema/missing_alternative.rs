use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::NoneOf { names } = &fault.kind else { continue };
        let owner = shared::owner(resource, fault);
        let message = format!("{owner} has neither {}", shared::listed(names, "nor"));
        found.missing(resource, &fault.at, &fault.name, message).help("add one of them");
    }
}
