//! A quick look at a text that hcl-edit accepted, for what Terraform refuses all the same: a line
//! break in a quoted text, a line that begins with an operator, words after the end of a heredoc.

/// Whether the lexer has to have a closer look. May say yes for nothing, which only costs time.
pub(super) fn is_suspect(text: &str) -> bool {
    let mut until: Option<&str> = None;
    // Open parentheses and brackets, within which a line may well begin with an operator.
    let mut depth = 0_i32;
    for line in text.split_inclusive('\n') {
        if let Some(word) = until {
            if line.ends_with('\n') && line.trim() == word {
                until = None;
            }
            continue;
        }
        let line = line.trim_ascii();
        if depth <= 0 && leads_with_operator(line.as_bytes()) {
            return true;
        }
        match scan(line, &mut depth) {
            Line::Plain => {}
            Line::Heredoc(word) => until = Some(word),
            Line::Odd => return true,
        }
    }
    until.is_some()
}

enum Line<'a> {
    Plain,
    Heredoc(&'a str),
    /// A quote left open, or an address without quotes.
    Odd,
}

fn leads_with_operator(line: &[u8]) -> bool {
    match line {
        [b'?' | b':' | b'+' | b'*' | b'%' | b'&' | b'|' | b'.' | b'>', ..]
        | [b'=' | b'!', b'=', ..]
        | [b'-', b' ', ..] => true,
        [b'<', next, ..] => *next != b'<',
        [b'/', next, ..] => *next != b'/' && *next != b'*',
        _ => false,
    }
}

/// Whether the point at `at` is the second one in what looks like a number.
fn is_second_point(line: &[u8], at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default().iter().rev();
    let mut before = before.skip_while(|byte| byte.is_ascii_digit());
    before.next() == Some(&b'.') && line.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether anything hangs on a byte; most are letters, and are not looked at one by one.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'(' | b'[' | b')' | b']' | b'\\' | b'.' | b'#' | b'/' | b'<')
}

fn scan<'a>(line: &'a str, depth: &mut i32) -> Line<'a> {
    let bytes = line.as_bytes();
    let special = |from: usize| {
        let found = bytes.get(from..)?.iter().position(|byte| is_special(*byte))?;
        Some((from + found, *bytes.get(from + found)?))
    };
    let mut quoted = false;
    let mut next = 0;
    while let Some((at, byte)) = special(next) {
        next = at + 1;
        match byte {
            b'"' => quoted = !quoted,
            b'(' | b'[' if !quoted => *depth = depth.saturating_add(1),
            b')' | b']' if !quoted => *depth = depth.saturating_sub(1),
            b'\\' if quoted => next += 1,
            b'.' if !quoted && is_second_point(bytes, at) => return Line::Odd,
            b'#' if !quoted => break,
            b'/' if !quoted && bytes.get(at + 1) == Some(&b'/') => break,
            b'<' if bytes.get(at + 1) == Some(&b'<') => {
                let word = line.get(at + 2..).unwrap_or_default();
                let word = word.strip_prefix('-').unwrap_or(word);
                let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
                if !word.is_empty() && word.chars().all(is_word) {
                    return Line::Heredoc(word);
                }
            }
            _ => {}
        }
    }
    if quoted { Line::Odd } else { Line::Plain }
}
