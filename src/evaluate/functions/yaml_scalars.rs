//! What a word of YAML stands for.

use super::json::expanded;
use crate::node::Kind;

/// A bare word: a truth, a number, nothing, a date, or a text. `None` where it is not sure.
pub(super) fn resolve(word: &str) -> Option<Kind> {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Kind::Null),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Some(Kind::Bool(true));
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Some(Kind::Bool(false));
        }
        _ => {}
    }
    let text = || Some(Kind::Text(word.into()));
    if !word.starts_with(|first: char| matches!(first, '0'..='9' | '+' | '-' | '.')) {
        return text();
    }
    let bare = word.trim_start_matches(['+', '-', '.']).to_ascii_lowercase();
    if word.contains('.') && matches!(bare.as_str(), "inf" | "nan") {
        return None;
    }
    match date(word) {
        Date::Not => {}
        Date::Day => return Some(Kind::Text(format!("{word}T00:00:00Z").into())),
        Date::Other => return None,
    }
    let radix = |digits: &str, radix| {
        let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        plain.then(|| i64::from_str_radix(digits, radix).ok())
    };
    let other = word.strip_prefix("0x").and_then(|digits| radix(digits, 16));
    let other = other.or_else(|| word.strip_prefix("0o").and_then(|digits| radix(digits, 8)));
    if let Some(value) = other {
        return Some(Kind::Number(value?.to_string().into()));
    }
    if is_number(word) {
        let digits = expanded(word)?;
        // Minus zero is a number of its own.
        return (digits != "-0").then_some(Kind::Number(digits.into()));
    }
    // A point in front is a hint that other spellings of numbers are tried, too.
    if word.starts_with('.') && word.chars().nth(1).is_some_and(|second| second.is_ascii_digit()) {
        return None;
    }
    text()
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let plain = word.strip_prefix(['+', '-']).unwrap_or(word);
    let (mantissa, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let something = !whole.is_empty() || !fraction.is_empty();
    something && digits(whole) && digits(fraction) && digits(exponent) && !exponent.is_empty()
}

/// What a word is that may be a date.
enum Date {
    /// It is none.
    Not,
    /// It is a day, which Terraform gives as a moment.
    Day,
    /// It is more or less than a day.
    Other,
}

fn date(word: &str) -> Date {
    let mut parts = word.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return Date::Not;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_date = year.len() == 4 && digits(year) && digits(month) && month.len() <= 2;
    if !is_date || !day.starts_with(|first: char| first.is_ascii_digit()) {
        return Date::Not;
    }
    let sure = month.len() == 2
        && ("01"..="12").contains(&month)
        && day.len() == 2
        && digits(day)
        && ("01"..="28").contains(&day);
    if sure { Date::Day } else { Date::Other }
}

/// A text between quotes at the start of `written`, on one line, and what follows it.
pub(super) fn quoted(written: &str) -> Option<(String, &str)> {
    let line = written.split('\n').next()?;
    let mut out = String::new();
    let mut letters = line.char_indices().skip(1);
    let single = line.starts_with('\'');
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\'' if single => {
                if !line.get(at + 1..)?.starts_with('\'') {
                    return Some((out, written.get(at + 1..)?));
                }
                letters.next();
                out.push('\'');
            }
            '"' if !single => return Some((out, written.get(at + 1..)?)),
            '\\' if !single => {
                let escape = letters.next()?.1;
                let length = match escape {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                let digits: String =
                    (0..length).map_while(|_| letters.next()).map(|one| one.1).collect();
                out.push(match escape {
                    '0' => '\0',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    't' => '\t',
                    'n' => '\n',
                    'v' => '\u{b}',
                    'f' => '\u{c}',
                    'r' => '\r',
                    'e' => '\u{1b}',
                    '"' | '\\' => escape,
                    _ if digits.len() == length && length > 0 && !digits.starts_with('+') => {
                        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                    }
                    _ => return None,
                });
            }
            _ => out.push(letter),
        }
    }
    None
}

/// A text in lines behind `|` or `>`, at which `written` begins, in a block with the indent `parent`;
/// and what follows it.
pub(super) fn block(written: &str, parent: i64) -> Option<(String, &str)> {
    let (header, body) = written.split_once('\n')?;
    let header = header.split(" #").next()?.trim_end_matches(' ');
    let folded = header.starts_with('>');
    let chomp = header.get(1..)?;
    if !matches!(chomp, "" | "-" | "+") {
        return None;
    }
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let blank = |line: &str| line.trim_start_matches(' ').is_empty();
    let indent = body.split('\n').find(|line| !blank(line)).map(spaces)?;
    if i64::try_from(indent).ok()? <= parent.max(0) {
        return None;
    }
    let mut lines = Vec::new();
    let mut taken = 0;
    for line in body.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        if !blank(bare) && spaces(bare) < indent {
            break;
        }
        if blank(bare) && bare.len() > indent {
            return None;
        }
        lines.push(bare.get(indent..).unwrap_or_default());
        taken += line.len();
    }
    let (all, after) = body.split_at_checked(taken)?;
    // Where the document ends without a line break, so does the text.
    let chomp = if all.ends_with('\n') { chomp } else { "-" };
    let follows = after.chars().next();
    let level = i64::try_from(spaces(after)).ok()?;
    if follows.is_some() && level > parent.max(0) {
        return None;
    }
    let trailing = lines.iter().rev().take_while(|line| line.is_empty()).count();
    lines.truncate(lines.len() - trailing);
    let mut text = if folded { fold(&lines)? } else { lines.join("\n") };
    match chomp {
        "" => text.push('\n'),
        "+" => text.push_str(&"\n".repeat(trailing + 1)),
        _ => {}
    }
    // A single line could pass for a number.
    match resolve(&text)? {
        Kind::Text(same) if same == text => Some((text, after)),
        _ => None,
    }
}

/// Lines joined by blanks; empty ones stay as breaks. Lines that are indented further are not
/// followed.
fn fold(lines: &[&str]) -> Option<String> {
    let mut out = String::new();
    let mut empty = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.starts_with(' ') || index == 0 && line.is_empty() {
            return None;
        }
        if line.is_empty() {
            empty += 1;
            continue;
        }
        match (index, empty) {
            (0, _) => {}
            (_, 0) => out.push(' '),
            (_, breaks) => out.push_str(&"\n".repeat(breaks)),
        }
        empty = 0;
        out.push_str(line);
    }
    Some(out)
}
