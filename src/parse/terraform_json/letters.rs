//! A JSON string letter by letter: what it says, and where each letter stands.

use std::ops::Range;

/// The text of a JSON string and the places of its letters.
pub(super) struct Letters<'a> {
    pub(super) text: &'a str,
    runs: Vec<Run>,
}

/// Letters that stand side by side.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The bytes of the decoded text.
    pub(super) range: Range<usize>,
    /// The bytes of the file.
    pub(super) from: Range<usize>,
    /// Byte for byte the same; otherwise one escape sequence.
    pub(super) exact: bool,
}

impl<'a> Letters<'a> {
    /// The letters of `text`, which the string at `token` of `file` says. Where that string is not
    /// JSON, and so was read with a guess, all of it is one place.
    pub(super) fn new(file: &str, token: Range<usize>, text: &'a str) -> Self {
        let inside = token.start + 1..token.end.saturating_sub(1);
        let is_quoted = |written: &str| written.len() > 1 && written.starts_with('"');
        let written = file.get(token.clone()).filter(|written| is_quoted(written));
        let written = written.and_then(|_| file.get(inside.clone()));
        let runs = written.and_then(|written| runs(written, inside.start, text));
        let whole = || vec![Run { range: 0..text.len(), from: token, exact: false }];
        Self { text, runs: runs.unwrap_or_else(whole) }
    }

    /// The pieces that make up `range` of the text.
    pub(super) fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Run> + '_ {
        let first = self.runs.partition_point(|run| run.range.end <= range.start);
        let rest = self.runs.get(first..).unwrap_or_default().iter();
        let end = range.end;
        rest.take_while(move |run| run.range.start < end).map(move |run| {
            let part = run.range.start.max(range.start)..run.range.end.min(range.end);
            let (before, after) = (part.start - run.range.start, run.range.end - part.end);
            let from = if run.exact {
                run.from.start + before..run.from.end - after
            } else {
                run.from.clone()
            };
            Run { range: part, from, exact: run.exact }
        })
    }

    /// The bytes of the file for `range` of the text.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let mut pieces = self.pieces(range);
        let first = pieces.next().map_or(0..0, |run| run.from);
        first.start..pieces.last().map_or(first.end, |run| run.from.end)
    }
}

/// The runs of `written`, if that spells `text`.
fn runs(written: &str, base: usize, text: &str) -> Option<Vec<Run>> {
    let mut runs = Vec::new();
    let (mut at, mut said) = (0, 0);
    while at < written.len() {
        let rest = written.get(at..)?;
        let plain = rest.find('\\').unwrap_or(rest.len());
        if plain > 0 {
            if text.get(said..said + plain) != rest.get(..plain) {
                return None;
            }
            let from = base + at..base + at + plain;
            runs.push(Run { range: said..said + plain, from, exact: true });
            at += plain;
            said += plain;
            continue;
        }
        let (c, length) = escape(rest)?;
        if text.get(said..).is_none_or(|text| !text.starts_with(c)) {
            return None;
        }
        let from = base + at..base + at + length;
        runs.push(Run { range: said..said + c.len_utf8(), from, exact: false });
        at += length;
        said += c.len_utf8();
    }
    (said == text.len()).then_some(runs)
}

/// The character that the escape sequence at the start of `text` stands for, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = unit(text, 2)?;
            if let Some(c) = char::from_u32(first) {
                return Some((c, 6));
            }
            let second = unit(text.get(6..).filter(|rest| rest.starts_with("\\u"))?, 2)?;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            let high = first.checked_sub(0xD800).filter(|high| *high < 0x400)?;
            return Some((char::from_u32(0x10000 + (high << 10) + low)?, 12));
        }
        _ => return None,
    };
    Some((c, 2))
}

fn unit(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_place() {
        let file = r#"["a\u00e9\ud83d\ude00b"]"#;
        let letters = Letters::new(file, 1..file.len() - 1, "aé😀b");
        let pieces: Vec<_> = letters.pieces(0..8).map(|run| (run.range, run.from)).collect();
        assert_eq!(pieces, [(0..1, 2..3), (1..3, 3..9), (3..7, 9..21), (7..8, 21..22)]);
        assert_eq!(letters.place(1..7), 3..21);
    }

    #[test]
    fn what_was_guessed_is_one_place() {
        let letters = Letters::new("'a\\q'", 0..5, "aq");
        assert_eq!(letters.place(1..2), 0..5);
    }
}
