//! What several rules say in the same way.

use crate::catalog::{self, What};
use crate::finding::Findings;
use crate::model::Field;
use crate::rule::Context;
use crate::source::ProblemKind;

/// Says every problem of one kind that was met while the files were read.
pub(super) fn problems(cx: &Context<'_>, found: &mut Findings, kind: ProblemKind) {
    for problem in cx.model.problems.iter().filter(|problem| problem.kind == kind) {
        let finding = found.in_file(problem.span, &problem.message);
        for (span, message) in problem.labels.iter().rev() {
            finding.also(span, message);
        }
        if let Some(help) = &problem.help {
            finding.help(help);
        }
    }
}

/// What a plain reference gives, where that is known: the GUID of an instance, a CRN.
pub(super) fn what(field: &Field) -> Option<What> {
    let reference = field.reference()?;
    catalog::what_is(&reference.type_name(), reference.attribute())
}

/// Names in backticks for a sentence: `a`, `b` and `c`.
pub(super) fn listed(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [many @ .., end] if !many.is_empty() => format!("{} {last} {end}", many.join(", ")),
        _ => quoted.concat(),
    }
}
