use crate::{finding::Findings, model::FaultKind, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        if fault.kind == FaultKind::Empty {
            found
                .at(resource, &fault.at, format!("the list `{}` is empty", fault.name))
                .help("put at least one element into it");
        }
    }
}
