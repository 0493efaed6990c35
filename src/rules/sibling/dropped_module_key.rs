use crate::catalog::drops_key;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for call in &cx.model.calls {
        for (input, entry) in call.keys() {
            if !drops_key(&call.source, call.version.as_deref(), input, &entry.key) {
                continue;
            }
            found
                .at(
                    call,
                    &entry.key_span,
                    format!("the module drops `{}` without a word", entry.key),
                )
                .help(format!(
                    "its `{input}` has no such key in this version: take a version that has it, \
                     or write the resource itself",
                ));
        }
    }
}
