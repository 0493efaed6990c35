//! What several rules say in the same way.

use crate::finding::Findings;
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
