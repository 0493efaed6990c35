use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, name, value) in cx.model.identifiers() {
        let Some(text) = value.text() else { continue };
        let bare = text.trim();
        if bare == text || bare.is_empty() || !shared::is_plain_name(resource, name) {
            continue;
        }
        found
            .at(resource, value, format!("white space around `{bare}`"))
            .help(format!("remove it: `{name}` is compared byte by byte"))
            .respell("remove the white space", value, bare);
    }
}
