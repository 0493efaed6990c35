//! An element of a list or a member of an object -> the bytes to remove with it, so that what is
//! left is a list or an object.

use super::{Sources, Span};
use std::ops::Range;

impl Sources {
    /// The bytes that go with the element at `span`: its comma, and its line if nothing else stands
    /// on it. `None` where it is the only element, or where a comment stands between: what becomes
    /// of a comment is for a person to say.
    pub fn element(&self, span: Span) -> Option<Span> {
        let cut = element(self.get(span.source).text(), span.range())?;
        Some(Span::new(span.source, cut))
    }
}

fn element(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let (before, behind) = (text.get(..span.start)?, text.get(span.end..)?);
    let gap = behind.len() - behind.trim_start().len();
    if !behind.get(gap..)?.starts_with(',') {
        return last_element(before, behind, span);
    }
    let comma = span.end + gap + 1;
    let rest = text.get(comma..)?;
    let next = rest.trim_start_matches([' ', '\t']);
    if is_comment(next) {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let alone = before.get(line..)?.trim().is_empty();
    let ends = next.strip_prefix("\r\n").or_else(|| next.strip_prefix('\n'));
    Some(match ends {
        Some(below) if alone => line..text.len() - below.len(),
        // The last of its line: what is in front of it ends with a comma that stays.
        Some(_) => before.trim_end_matches([' ', '\t']).len()..comma,
        None => span.start..text.len() - next.len(),
    })
}

/// An element without a comma behind it goes with the one in front.
fn last_element(before: &str, behind: &str, span: Range<usize>) -> Option<Range<usize>> {
    let closes = behind.trim_start().starts_with([']', '}']);
    let front = before.trim_end().strip_suffix(',')?;
    let line = front.rsplit('\n').next()?;
    let commented = line.contains('#') || line.contains("//") || line.contains("*/");
    (closes && !commented).then_some(front.len()..span.end)
}

fn is_comment(text: &str) -> bool {
    text.starts_with('#') || text.starts_with("//") || text.starts_with("/*")
}

#[cfg(test)]
mod tests {
    use super::element;

    /// `text` without the element `x`, if it can be removed.
    fn without(text: &str) -> Option<String> {
        let at = text.find("\"x\"").expect("there is an element");
        let mut left = text.to_owned();
        left.replace_range(element(text, at..at + 3)?, "");
        Some(left)
    }

    #[test]
    fn an_element_goes_with_its_comma_and_its_line() {
        let cases = [
            ("[\"x\", \"a\"]", Some("[\"a\"]")),
            ("[\"a\", \"x\", \"b\"]", Some("[\"a\", \"b\"]")),
            ("[\"a\", \"x\"]", Some("[\"a\"]")),
            ("[\"a\", \"x\" ,]", Some("[\"a\", ]")),
            ("[\n  \"a\",\n  \"x\",\n  \"b\"\n]", Some("[\n  \"a\",\n  \"b\"\n]")),
            ("[\r\n  \"x\",\r\n  \"b\"\r\n]", Some("[\r\n  \"b\"\r\n]")),
            ("[\n  \"a\",\n  \"x\"\n]", Some("[\n  \"a\"\n]")),
            ("[\n  \"a\",\n  \"x\",\n]", Some("[\n  \"a\",\n]")),
            ("[\n  \"a\", \"x\",\n  \"b\"\n]", Some("[\n  \"a\",\n  \"b\"\n]")),
            ("[\"x\"]", None),
            ("[\"x\",", Some("[")),
            ("[\n  \"a\",\n  \"x\", # why\n]", None),
            ("[\n  \"x\" # why\n]", None),
            ("[\n  \"a\", # a,\n  \"x\"\n]", None),
            ("[\n  \"a\", # a\n  \"x\"\n]", None),
        ];
        for (text, left) in cases {
            assert_eq!(without(text).as_deref(), left, "{text}");
        }
    }
}
