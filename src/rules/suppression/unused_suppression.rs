use crate::{finding::Findings, model::SlipKind, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    shared::slips(cx, found, SlipKind::Unused);
}
