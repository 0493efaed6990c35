use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Conflict { others } = &fault.kind else { continue };
        let names: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
        let names = shared::listed(&names, "and");
        let message = format!("`{}` cannot be set beside {names}", fault.name);
        let finding = found.at(resource, &fault.at, message);
        finding.help(format!("keep either `{}` or {names}", fault.name));
        for (_, span) in others.iter().rev() {
            finding.also(span, "set here");
        }
    }
}
