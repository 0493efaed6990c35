use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (policy, id) in cx.model.account_ids() {
        for one in id.each() {
            let Some(text) = one.text() else { continue };
            let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
            if bare == text || bare.is_empty() {
                continue;
            }
            found
                .at(policy, one, format!("white space in the account ID `{bare}`"))
                .help(
                    "remove it: IAM compares account IDs byte by byte, so this matches no account",
                )
                .respell("remove the white space", one, &bare);
        }
    }
}

/// White space, and what looks like it: zero-width characters and the byte order mark.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}
