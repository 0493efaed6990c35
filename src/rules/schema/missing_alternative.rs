use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::NoneOf { names } = &fault.kind else { continue };
        let message = format!(
            "{} needs {}, and has none of them",
            shared::owner(resource, fault),
            shared::listed(names, "or"),
        );
        let help = format!("add one of them: {}", shared::listed(names, "or"));
        found.missing(resource, &fault.at, &fault.name, message).help(help);
    }
}
