//! Texts with `${…}`, directives and `~`, in quotes and in heredocs.

use crate::expressions::Writer;
use crate::kinds::Kind;

/// A template that gives a text.
pub(crate) fn text(writer: &mut Writer<'_>, depth: usize) -> String {
    if !writer.quoted && writer.random.chance(20) {
        return heredoc(writer, depth);
    }
    let was_quoted = std::mem::replace(&mut writer.quoted, true);
    let body = body(writer, depth, false);
    writer.quoted = was_quoted;
    format!("\"{body}\"")
}

/// A heredoc in parentheses, so that it can stand anywhere outside of quotes.
fn heredoc(writer: &mut Writer<'_>, depth: usize) -> String {
    let was_quoted = std::mem::replace(&mut writer.quoted, true);
    let flush = if writer.random.chance(60) { "-" } else { "" };
    let mut text = String::new();
    for _ in 0..writer.random.below(4) {
        let indent: &&str = writer.random.pick(&["", "  ", "    ", "\t", " "]);
        text.push_str(indent);
        text.push_str(&body(writer, depth, true));
        text.push('\n');
    }
    writer.quoted = was_quoted;
    format!("(<<{flush}EOT\n{text}  EOT\n)")
}

fn body(writer: &mut Writer<'_>, depth: usize, lines: bool) -> String {
    let mut text = String::new();
    for _ in 0..=writer.random.below(3) {
        text.push_str(&piece(writer, depth, lines));
    }
    text
}

fn piece(writer: &mut Writer<'_>, depth: usize, lines: bool) -> String {
    const PLAIN: [&str; 10] = ["x", " ", "a-", " b ", "$${y}", "%%{z}", ":", "é", "\\n", "\\n  c"];
    let (open, close) = (strip(writer), strip(writer));
    match writer.random.below(10) {
        0..=3 => {
            let plain = *writer.random.pick(&PLAIN);
            if lines { plain.replace("\\n", "\n") } else { plain.to_owned() }
        }
        4..=7 => {
            let kind = Kind::simple(writer.random);
            format!("${{{open} {} {close}}}", writer.expression(&kind, depth))
        }
        8 => {
            let condition = writer.expression(&Kind::Bool, depth);
            let yes = body(writer, depth.saturating_sub(1), lines);
            let otherwise = if writer.random.chance(60) {
                let no = body(writer, depth.saturating_sub(1), lines);
                format!("%{{{} else {}}}{no}", strip(writer), strip(writer))
            } else {
                String::new()
            };
            let (last, end) = (strip(writer), strip(writer));
            format!("%{{{open} if {condition} {close}}}{yes}{otherwise}%{{{last} endif {end}}}")
        }
        _ => {
            let (intro, bound) = writer.intro(depth.saturating_sub(1));
            let before = writer.names.len();
            writer.names.extend(bound);
            let inner = body(writer, depth.saturating_sub(1), lines);
            writer.names.truncate(before);
            let (last, end) = (strip(writer), strip(writer));
            format!("%{{{open} for {intro} {close}}}{inner}%{{{last} endfor {end}}}")
        }
    }
}

fn strip(writer: &mut Writer<'_>) -> &'static str {
    if writer.random.chance(15) { "~" } else { "" }
}
