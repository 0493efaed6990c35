//! A block of HCL -> the bytes to remove with it; an argument that should be a block -> its `=`.

use super::{Sources, Span};
use std::ops::Range;

impl Sources {
    /// The bytes of the block whose name stands at `name`, and its lines if nothing else stands on
    /// them. `None` for what a `dynamic` block makes, and where it is not plain where the block ends.
    pub fn block(&self, name: Span) -> Option<Span> {
        let cut = block(self.get(name.source).text(), name.range())?;
        Some(Span::new(name.source, cut))
    }

    /// The `=` between a name and the braces behind it, where what stands in the braces is what may
    /// stand in a block: an argument on each line.
    pub fn equals_of_block(&self, name: Span) -> Option<Span> {
        let cut = equals(self.get(name.source).text(), name.range())?;
        Some(Span::new(name.source, cut))
    }
}

fn block(text: &str, name: Range<usize>) -> Option<Range<usize>> {
    let word = text.get(name.clone())?;
    let behind = text.get(name.end..)?;
    let open = name.end + behind.len() - behind.trim_start_matches([' ', '\t']).len();
    if word == "content" || !text.get(open..)?.starts_with('{') {
        return None;
    }
    let end = open + inside(text.get(open..)?)?.0;
    let line = text.get(..name.start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(end..)?;
    let below = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
    match below {
        Some(below) if text.get(line..name.start)?.trim().is_empty() => {
            // Its blank line goes with it.
            let blank = below.strip_prefix("\r\n").or_else(|| below.strip_prefix('\n'));
            Some(line..text.len() - blank.unwrap_or(below).len())
        }
        _ => Some(name.start..end),
    }
}

fn equals(text: &str, name: Range<usize>) -> Option<Range<usize>> {
    let behind = text.get(name.end..)?.strip_prefix([' ', '\t'])?;
    let equals = behind.trim_start_matches([' ', '\t']).strip_prefix('=')?;
    let value = equals.trim_start_matches([' ', '\t']);
    let (length, is_body) = inside(value)?;
    let ends = value.get(length..)?.trim_start_matches([' ', '\t', '\r']);
    let alone = ends.is_empty() || ends.starts_with('\n');
    (is_body && alone).then_some(name.end + 1..text.len() - value.len())
}

/// How long the braces at the start of `text` are, and whether arguments stand in them, each on a
/// line of its own. `None` where a comment, a heredoc or a template makes that hard to say.
fn inside(text: &str) -> Option<(usize, bool)> {
    let (mut depth, mut is_body, mut starts_line) = (0_u32, true, true);
    let mut left = text;
    while let Some(c) = left.chars().next() {
        let length = match c {
            '"' => text_length(left)?,
            _ if ["<<", "#", "//", "/*"].iter().any(|mark| left.starts_with(mark)) => return None,
            _ => c.len_utf8(),
        };
        let names = c.is_alphabetic() || c == '_' || c == '}' || c.is_whitespace();
        is_body &= depth != 1 || !matches!(c, ',' | ':') && (names || !starts_line);
        starts_line = c == '\n' || starts_line && c.is_whitespace();
        left = left.get(length..)?;
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (c == '}').then_some((text.len() - left.len(), is_body));
        }
    }
    None
}

/// How long the text in quotes at the start of `text` is.
fn text_length(text: &str) -> Option<usize> {
    let mut left = text.get(1..)?;
    loop {
        let at = left.find(['"', '\\', '$', '%'])?;
        let rest = left.get(at..)?;
        left = match rest.as_bytes() {
            [b'"', ..] => return Some(text.len() - rest.len() + 1),
            [b'$' | b'%', b'{', ..] => {
                let end = rest.find('}')?;
                let plain = !rest.get(2..end)?.contains(['"', '{']);
                rest.get(end + 1..).filter(|_| plain)?
            }
            [b'\\', ..] => rest.get(2..)?,
            _ => rest.get(1..)?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{block, equals};

    fn cut(text: &str, range: Option<std::ops::Range<usize>>) -> Option<String> {
        let mut left = text.to_owned();
        left.replace_range(range?, "");
        Some(left)
    }

    #[test]
    fn a_block_goes_with_its_lines() {
        for (text, left) in [
            ("  x {\n    a = 1\n  }\n  y {}\n", Some("  y {}\n")),
            ("  x {\n    a = \"}\"\n  }\n\n  y {}\n", Some("  y {}\n")),
            ("  x {\r\n  }\r\n  y {}\r\n", Some("  y {}\r\n")),
            ("r { x { a = 1 } }", Some("r {  }")),
            ("  x {\n    a = \"${b}}\\\"\"\n  }\n", Some("")),
            ("  x {\n    a = \"${f(\"}\")}\"\n  }\n", None),
            ("  x {\n    a = <<E\n}\nE\n  }\n", None),
            ("  x {\n    # }\n  }\n", None),
            ("  x = 1", None),
            ("  x {", None),
        ] {
            let at = text.find('x').expect("there is a block");
            assert_eq!(cut(text, block(text, at..at + 1)).as_deref(), left, "{text}");
        }
        assert_eq!(block("content {}", 0..7), None);
    }

    #[test]
    fn only_a_body_becomes_a_block() {
        for (text, left) in [
            ("x = {\n  a = 1\n  b = \"c:d, e\"\n}\n", Some("x {\n  a = 1\n  b = \"c:d, e\"\n}\n")),
            ("x   =   {}", Some("x {}")),
            ("x={}", None),
            ("x = {\n  a = [1, 2]\n}", Some("x {\n  a = [1, 2]\n}")),
            ("x = { a = 1, b = 2 }", None),
            ("x = { a : 1 }", None),
            ("x = [{}]", None),
            ("x = local.y", None),
            ("x = {\n  \"a\" = 1\n}", None),
            ("x = {\n  (a) = 1\n}", None),
            ("x = {}.a", None),
        ] {
            assert_eq!(cut(text, equals(text, 0..1)).as_deref(), left, "{text}");
        }
    }
}
