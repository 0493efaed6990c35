use crate::{finding::Findings, model::FaultKind, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Computed { block } = &fault.kind else { continue };
        let name = &fault.name;
        let finding = found.at(resource, &fault.at, format!("only the provider sets `{name}`"));
        match block {
            Some(block) => finding.help(format!("move it into the block `{block}`")),
            None => finding.help("remove it: `terraform plan` stops here"),
        };
    }
}
