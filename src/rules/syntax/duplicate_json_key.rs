use crate::{finding::Findings, rule::Context, rules::shared, source::ProblemKind};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    shared::problems(cx, found, ProblemKind::DuplicateKey);
}
