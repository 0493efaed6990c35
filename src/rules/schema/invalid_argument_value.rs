use crate::{finding::Findings, model::FaultKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Invalid { values, form } = &fault.kind else { continue };
        let text = fault.at.text().unwrap_or_default();
        let message = format!("`{}` cannot be `{text}`", fault.name);
        let finding = found.at(resource, &fault.at, message);
        if values.is_empty() {
            finding.help(format!("write {form}"));
        } else {
            shared::did_you_mean(finding, &fault.at, text, values);
        }
    }
}
