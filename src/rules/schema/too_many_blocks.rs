use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::TooMany { most, first, same } = &fault.kind else { continue };
        let owner = shared::owner(resource, fault);
        let blocks = if *most == 1 { "block" } else { "blocks" };
        let message = format!("{owner} takes only {most} {blocks} `{}`", fault.name);
        let finding = found.at(resource, &fault.at, message).help("keep the one that is meant");
        if *first != fault.at.span {
            finding.also(first, "the first one");
            if *same {
                finding.remove("remove the second one", fault.at.span);
            }
        }
    }
}
