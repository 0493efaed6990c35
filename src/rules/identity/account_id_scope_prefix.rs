use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.account_ids() {
        let start = one.prefix().map(str::trim);
        let Some(id) = start.and_then(|start| start.strip_prefix("a/")) else { continue };
        let finding = found
            .at(owner, one, "`a/` in front of an account ID")
            .help("write the bare account ID: only inside a CRN does `a/` stand in front of it");
        if one.text().is_some() && !id.is_empty() {
            finding.respell("remove `a/`", one, id);
        }
    }
}
