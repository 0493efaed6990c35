//! Where the texts and where the `${…}` and `%{…}` of a template are, as Terraform finds them in a
//! JSON string: line by line, which decides what `~` trims.

use std::ops::Range;

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text, trimmed already.
    Text(Range<usize>),
    /// Text in which nothing is an interpolation any more, whatever it looks like.
    Plain(Range<usize>),
    /// `${…}` or `%{…}`, with both brackets, and whether it has a `~` at its start and its end.
    Sequence(Range<usize>, bool, bool),
}

/// A sequence or a quote within one that is not closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Open(pub(super) Range<usize>);

/// The parts of `text`, none of which is empty but for trimming.
pub(super) fn parts(text: &str) -> Result<Vec<Part>, Open> {
    let bytes = text.as_bytes();
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match (byte, next) {
            (b'$' | b'%', Some(b'{')) => {
                text_part(&mut parts, from..at);
                let end = sequence_end(text, at)?;
                let is_trimmed = |at: usize| bytes.get(at) == Some(&b'~');
                let (left, right) = (is_trimmed(at + 2), is_trimmed(end - 2) && end - at > 4);
                parts.push(Part::Sequence(at..end, left, right));
                (from, at) = (end, end);
            }
            (b'$' | b'%', Some(same)) if same == byte && bytes.get(at + 2) == Some(&b'{') => {
                at += 3;
            }
            (b'\n', _) => {
                at += 1;
                text_part(&mut parts, from..at);
                from = at;
            }
            // Terraform loses its way at a carriage return alone: all the rest is text.
            (b'\r', next) if next != Some(&b'\n') => {
                parts.push(Part::Plain(from..text.len()));
                (from, at) = (text.len(), text.len());
            }
            _ => at += 1,
        }
    }
    text_part(&mut parts, from..at);
    trim(text, &mut parts);
    Ok(parts)
}

fn text_part(parts: &mut Vec<Part>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part::Text(range));
    }
}

/// Takes away the white space that a `~` trims.
fn trim(text: &str, parts: &mut [Part]) {
    let mut trim_next = false;
    for index in 0..parts.len() {
        let (before, rest) = parts.split_at_mut(index);
        match rest.first_mut() {
            Some(Part::Text(range) | Part::Plain(range)) if std::mem::take(&mut trim_next) => {
                let here = text.get(range.clone()).unwrap_or_default();
                range.start = range.end - here.trim_start().len();
            }
            Some(Part::Sequence(_, left, right)) => {
                if let Some(Part::Text(range)) = before.last_mut().filter(|_| *left) {
                    let here = text.get(range.clone()).unwrap_or_default();
                    range.end = range.start + here.trim_end().len();
                }
                trim_next = *right;
            }
            _ => {}
        }
    }
}

/// The first directive that opens what nothing closes, or the other way round, and what to do.
pub(super) fn unpaired(text: &str, parts: &[Part]) -> Option<(Range<usize>, &'static str)> {
    let mut open: Vec<(Range<usize>, &str)> = Vec::new();
    for part in parts {
        let Part::Sequence(range, left, _) = part else { continue };
        let start = range.start + 2 + usize::from(*left);
        let Some(inside) = text.get(start..range.end - 1) else { continue };
        if !text.get(range.clone()).is_some_and(|written| written.starts_with("%{")) {
            continue;
        }
        let inside = inside.trim_start();
        let end = inside.find(|c: char| !c.is_alphanumeric()).unwrap_or(inside.len());
        let last = open.last().map(|(_, word)| *word);
        match inside.get(..end).unwrap_or_default() {
            word @ ("if" | "for") => open.push((range.clone(), word)),
            "else" if last == Some("if") => {}
            "endif" if last == Some("if") => drop(open.pop()),
            "endfor" if last == Some("for") => drop(open.pop()),
            "else" | "endif" => return Some((range.clone(), "write `%{ if … }` before it")),
            "endfor" => return Some((range.clone(), "write `%{ for … in … }` before it")),
            _ => {}
        }
    }
    let (range, word) = open.pop()?;
    let help =
        if word == "if" { "write `%{ endif }` after it" } else { "write `%{ endfor }` after it" };
    Some((range, help))
}

/// What the end is sought of, innermost last.
enum Inside {
    /// Code, and how many braces are open in it.
    Code(usize, usize),
    Quote(usize),
    /// A heredoc: its closing word.
    Heredoc(Range<usize>),
}

/// One past the `}` of the sequence that begins at `start`.
fn sequence_end(text: &str, start: usize) -> Result<usize, Open> {
    let bytes = text.as_bytes();
    let mut stack = vec![Inside::Code(start, 0)];
    let mut at = start + 2;
    while at < bytes.len() {
        match stack.last_mut() {
            Some(Inside::Code(_, braces)) => match bytes.get(at) {
                Some(b'}') if *braces == 0 => {
                    at += 1;
                    stack.pop();
                    if stack.is_empty() {
                        return Ok(at);
                    }
                }
                Some(b'}') => (*braces, at) = (*braces - 1, at + 1),
                Some(b'{') => (*braces, at) = (*braces + 1, at + 1),
                Some(b'"') => {
                    stack.push(Inside::Quote(at));
                    at += 1;
                }
                _ => match heredoc(text, at) {
                    Some((word, after)) => {
                        stack.push(Inside::Heredoc(word));
                        at = after;
                    }
                    None => at = code(text, at),
                },
            },
            Some(Inside::Quote(_)) => at = quoted(bytes, at, &mut stack),
            Some(Inside::Heredoc(word)) => {
                let word = text.get(word.clone()).unwrap_or_default();
                at = heredoc_line(text, at, word, &mut stack);
            }
            None => return Ok(at),
        }
    }
    // A quote that was left open swallows what would have closed the rest.
    let open = stack.pop().unwrap_or(Inside::Code(start, 0));
    Err(Open(match open {
        Inside::Code(open, _) => open..open + 2,
        Inside::Quote(open) => open..open + 1,
        Inside::Heredoc(word) => word,
    }))
}

/// One past the comment or byte of code at `at`.
fn code(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with('#') || rest.starts_with("//") {
        return at + rest.find('\n').map_or(rest.len(), |end| end + 1);
    }
    if rest.starts_with("/*") {
        return at
            + rest.get(2..).and_then(|rest| rest.find("*/")).map_or(rest.len(), |end| end + 4);
    }
    at + rest.chars().next().map_or(1, char::len_utf8)
}

/// The closing word of the heredoc that begins at `at`, and where its first line begins.
fn heredoc(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = text.get(at..)?.strip_prefix("<<")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let length = rest.find(|c| !is_word(c))?;
    let (word, after) = rest.split_at_checked(length)?;
    let start = text.len() - rest.len();
    let lines = after.strip_prefix('\r').unwrap_or(after).strip_prefix('\n')?;
    let starts = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts.then_some((start..start + length, text.len() - lines.len()))
}

/// Goes on in a quoted text.
fn quoted(bytes: &[u8], at: usize, stack: &mut Vec<Inside>) -> usize {
    let (next, third) = (bytes.get(at + 1), bytes.get(at + 2));
    match bytes.get(at) {
        Some(b'"') => {
            stack.pop();
            at + 1
        }
        Some(b'\\') => at + 2,
        Some(b'$' | b'%') if next == Some(&b'{') => {
            stack.push(Inside::Code(at, 0));
            at + 2
        }
        Some(byte @ (b'$' | b'%')) if next == Some(byte) && third == Some(&b'{') => at + 3,
        _ => at + 1,
    }
}

/// Goes on in a heredoc, by a line or up to a sequence in it.
fn heredoc_line(text: &str, at: usize, word: &str, stack: &mut Vec<Inside>) -> usize {
    let bytes = text.as_bytes();
    if at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\n') {
        let line = text.get(at..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        if line.trim() == word {
            stack.pop();
            return at + line.trim_end().len();
        }
    }
    let mut here = at;
    while let Some(byte) = bytes.get(here) {
        let (next, third) = (bytes.get(here + 1), bytes.get(here + 2));
        match byte {
            b'\n' => return here + 1,
            b'$' | b'%' if next == Some(&b'{') => {
                stack.push(Inside::Code(here, 0));
                return here + 2;
            }
            b'$' | b'%' if next == Some(byte) && third == Some(&b'{') => here += 3,
            _ => here += 1,
        }
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let part = |part: Part| match part {
            Part::Text(range) | Part::Plain(range) | Part::Sequence(range, ..) => &text[range],
        };
        parts(text).unwrap().into_iter().map(part).collect()
    }

    #[test]
    fn a_sequence_ends_at_its_own_brace() {
        let ends = [
            "${a}",
            "${ {a = 1}.a }",
            "${\"}${\"}\"}\"}",
            "${\"\\\"}\"}",
            "${ # }\n a}",
            "${ /* } */ a}",
            "${\"$${\"}",
            "${<<E\n } ${ {} }\n E\n}",
            "%{ if \"}\" == a }",
        ];
        for text in ends {
            assert_eq!(read(&format!("x{text}}}")), ["x", text, "}"]);
        }
    }

    #[test]
    fn doubling_escapes() {
        assert_eq!(read("$${a} $$${b} %%{c} $%{d}$"), ["$${a} $$${b} %%{c} $", "%{d}", "$"]);
    }

    #[test]
    fn a_tilde_trims_the_line_beside_it() {
        assert_eq!(read("a \n \t${~ b ~}\n c"), ["a \n", "", "${~ b ~}", "", " c"]);
        assert_eq!(read("a$ ${~b}"), ["a$", "${~b}"]);
        assert_eq!(read("\r\n${a~} \r b ${c}"), ["\r\n", "${a~}", "b ${c}"]);
    }

    #[test]
    fn what_is_open_is_found() {
        assert_eq!(parts("a ${b"), Err(Open(2..4)));
        assert_eq!(parts("a ${b(\"c)} d"), Err(Open(6..7)));
        assert_eq!(parts("a ${b # c}"), Err(Open(2..4)));
        assert_eq!(parts("${\"${}"), Err(Open(2..3)));
    }
}
