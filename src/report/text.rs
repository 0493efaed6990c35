//! Text from files -> text that a terminal, a log or a reader cannot be fooled by.

use crate::finding::Finding;
pub(crate) use crate::source::{COMMAND, completes_command, is_hidden};
use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` on one line, with everything hidden in it spelled out: `\n`, `\u{202e}`.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push_visible(&mut out, c);
    }
    Cow::Owned(out)
}

/// How many addresses are listed where there is but one line.
const ADDRESSES: usize = 3;

/// ` (ibm_x.y["db1"])`: the resources that `finding` was found in, to be put behind its message.
pub(super) fn within(finding: &Finding) -> String {
    let named = || finding.addresses.iter().filter(|address| !address.is_empty());
    let listed: Vec<_> = named().take(ADDRESSES).map(|address| one_line(address)).collect();
    match named().count().saturating_sub(ADDRESSES) {
        _ if listed.is_empty() => String::new(),
        0 => format!(" ({})", listed.join(", ")),
        more => format!(" ({}, +{more} more)", listed.join(", ")),
    }
}

/// A line as it can be shown: everything hidden in it but tabs is spelled out.
pub(crate) fn visible(line: &str) -> Cow<'_, str> {
    if !line.contains(|c: char| c != '\t' && is_hidden(c)) && !line.contains(COMMAND) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        if c == '\t' { out.push(c) } else { push_visible(&mut out, c) }
    }
    Cow::Owned(out)
}

/// A line to be read by programs that steers no log: what is hidden stays, so that it is what it was.
pub(crate) fn harmless(line: &str) -> Cow<'_, str> {
    let body = line.strip_suffix('\r').unwrap_or(line);
    let steers = |c: char| c.is_control() && c != '\t';
    if !body.contains(steers) && !body.contains(COMMAND) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 8);
    for c in body.chars() {
        if steers(c) || completes_command(&out, c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out.push_str(line.get(body.len()..).unwrap_or_default());
    Cow::Owned(out)
}

/// Appends `c`, spelled out if it is hidden, or would complete a command.
pub(super) fn push_visible(out: &mut String, c: char) {
    if completes_command(out, c) {
        out.extend(c.escape_unicode());
    } else if is_hidden(c) {
        out.extend(c.escape_default());
    } else {
        out.push(c);
    }
}

/// JSON text with the hidden characters in it as `\u` escapes. They stand only inside strings,
/// but for the line breaks and blanks that lay the text out.
pub(crate) fn escape_json(json: &str) -> Cow<'_, str> {
    let has_to_go = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(has_to_go) && !json.contains(COMMAND) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if has_to_go(c) || completes_command(&out, c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// `1 file`, `2 files`; nouns in `y` become `ies`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o']))) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_spelled_out() {
        assert_eq!(
            one_line("a\u{1b}[31m\u{202e}\n\u{9b}\u{200b}b"),
            "a\\u{1b}[31m\\u{202e}\\n\\u{9b}\\u{200b}b"
        );
        assert_eq!(one_line("a##[error]#[x]"), "a##\\u{5b}error]#[x]");
        assert_eq!(harmless("\t\u{feff}##[x\u{1b}[\r\r"), "\t\u{feff}##\\u{5b}x\\u{1b}[\\u{d}\r");
        assert_eq!(visible("\t##[x"), "\t##\\u{5b}x");
        assert_eq!(escape_json("\"##[x\""), "\"##\\u005bx\"");
        assert_eq!(one_line("\u{e9}\u{65e5}\u{1f600} x"), "\u{e9}\u{65e5}\u{1f600} x");
        assert_eq!(escape_json("[\n\"\u{7f}\u{e0001}\"]"), "[\n\"\\u007f\\udb40\\udc01\"]");
    }

    #[test]
    fn nouns_are_counted() {
        assert_eq!(counted(1, "policy"), "1 policy");
        assert_eq!(counted(0, "policy"), "0 policies");
        assert_eq!(counted(2, "gateway"), "2 gateways");
    }
}
