use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.account_ids() {
        let Some(text) = one.text() else { continue };
        let bare = without_blanks(text);
        if bare == text || bare.is_empty() {
            continue;
        }
        found
            .at(owner, one, format!("white space in the account ID `{bare}`"))
            .help("remove it: IAM compares account IDs byte by byte, so this matches no account")
            .respell("remove the white space", one, &bare);
    }
}

/// Without any white space if digits remain; the blanks inside a name are left in it.
fn without_blanks(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    if bare.chars().all(|c| c.is_ascii_hexdigit()) {
        return bare;
    }
    text.trim_matches(is_blank).to_owned()
}

/// White space, and what looks like it: zero-width characters and the byte order mark.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}
