use crate::{finding::Findings, model::FaultKind, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        if fault.kind != FaultKind::NotBlock {
            continue;
        }
        let name = &fault.name;
        let finding =
            found.at(resource, &fault.at, format!("`{name}` is a block, not an argument"));
        finding.help(format!("write `{name} {{ … }}` without `=`, one block for each element"));
        if !resource.in_json {
            finding.make_block("remove the `=`", fault.at.span);
        }
    }
}
