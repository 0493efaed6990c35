//! Characters that are not seen as what they are, and what steers a log.

use std::fmt::Write as _;

/// Whether `c` would not be seen as what it is: it steers the terminal, reorders what stands
/// around it, has no width, or is a blank that looks like another blank.
pub fn is_hidden(c: char) -> bool {
    // Nearly all of every report is ASCII, and for that no table is needed.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// What starts a command to GitHub Actions wherever it stands in a line of the log, as in
/// `##[error]`.
pub const COMMAND: &str = "##[";

/// Whether `out` ends so that `c` completes [`COMMAND`].
pub fn completes_command(out: &str, c: char) -> bool {
    c == '[' && out.ends_with("##")
}

/// The text of a file, HCL or JSON, with every hidden character that stands in one of its strings spelled out
/// as its language does it, and nothing that steers a log.
pub fn spelled_out(text: &str, is_json: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let has_to_go = c != '\n' && is_hidden(c) || completes_command(&out, c);
        let code = u32::from(c);
        let _ = match (has_to_go, is_json) {
            (false, _) => write!(out, "{c}"),
            (true, true) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
            }
            (true, false) if code < 0x10000 => write!(out, "\\u{code:04x}"),
            (true, false) => write!(out, "\\U{code:08x}"),
        };
    }
    out
}
