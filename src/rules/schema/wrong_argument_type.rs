use crate::{finding::Findings, model::FaultKind, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::WrongType { wanted, between } = &fault.kind else { continue };
        let (name, is) = (&fault.name, fault.at.sort());
        let place = if fault.path.ends_with(']') && !resource.surface.is_terraform() {
            format!("an element of `{name}`")
        } else {
            format!("`{name}`")
        };
        let but = if is == "a list" && wanted.starts_with(is) {
            "holds something else".to_owned()
        } else {
            format!("is {is}")
        };
        let finding =
            found.at(resource, &fault.at, format!("{place} has to be {wanted}, but {but}"));
        if is == "a number" && wanted.starts_with("a text") {
            finding.help(
                "put its digits between quotes: a number loses leading zeros, and all beyond 15 digits",
            );
        } else {
            finding.help(format!("write {wanted} instead"));
        }
        if let Some([before, behind]) = between {
            finding.help(format!("write `{before}…{behind}` around it"));
            let [start, end] = fault.at.span.ends();
            let title = format!("make it {wanted}");
            finding.mend(&title, [(start, (*before).to_owned()), (end, (*behind).to_owned())]);
        }
    }
}
