use crate::finding::{Findings, Level};
use crate::model::FaultKind;
use crate::{rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        let FaultKind::Deprecated { instead, values, both } = &fault.kind else { continue };
        let message = format!("`{}` is deprecated", fault.name);
        let finding = found.at(resource, &fault.at, message);
        let each: Vec<String> =
            values.iter().map(|(old, new)| format!("`\"{new}\"` for `{old}`")).collect();
        if *both {
            finding.help(format!("remove it: `{instead}` is there as well"));
        } else if each.is_empty() {
            finding.help(format!("write `{instead}`"));
        } else {
            finding.help(format!("write `{instead}`: {}", each.join(", ")));
        }
        if !resource.surface.is_terraform() {
            // Right in a body for an older version of the API, and no body says its version.
            finding.at_most(Level::Info);
            continue;
        }
        let value = resource.argument(&fault.name);
        let new = values.iter().find(|(old, _)| value.spells(old));
        if let Some((_, new)) = new.filter(|_| !*both) {
            let edits = [
                (fault.at.span, shared::spelled(resource, instead)),
                (value.span, format!("\"{new}\"")),
            ];
            finding.mend(&format!("write `{instead} = \"{new}\"`"), edits);
        }
    }
}
