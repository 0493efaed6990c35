use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Missing { block } = &fault.kind else { continue };
        let (owner, name) = (shared::owner(resource, fault), &fault.name);
        let word = if *block { "block" } else { shared::word(resource) };
        let message = format!("{owner} lacks the {word} `{name}`");
        let help = if resource.surface.is_terraform() {
            "add it: the provider requires it, so `terraform plan` stops here"
        } else {
            "add it: the API requires it and refuses the body without it"
        };
        found.missing(resource, &fault.at, name, message).help(help);
    }
}
