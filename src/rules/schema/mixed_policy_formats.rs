use crate::{
    finding::Findings,
    model::{FaultKind, Format},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Mixed { format, instead } = &fault.kind else { continue };
        let (theirs, ours) = if *format == Format::V2 { ("v1", "v2") } else { ("v2", "v1") };
        let message = format!(
            "`{}` is a member of {theirs} policies, and the rest of this one is {ours}",
            fault.name
        );
        let finding = found.at(resource, &fault.at, message);
        finding.help(format!("write `{instead}` as in {ours}, or all of it in {theirs}"));
        // In an attribute only the name differs, elsewhere the value does too.
        if matches!(instead.as_str(), "name" | "key") {
            let text = shared::spelled(resource, instead);
            finding.rewrite(&format!("rename it to `{instead}`"), fault.at.span, &text);
        }
    }
}
