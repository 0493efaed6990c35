//! A quick look at a text that hcl-edit accepted, for what Terraform refuses all the same: a line
//! break in a quoted text, a line that begins with an operator, words after the end of a heredoc.

/// Whether the lexer has to have a closer look. May say yes for nothing, which only costs time. Every file
/// goes through this, so it looks at each byte once.
pub(super) fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Open parentheses and brackets, within which a line may well begin with an operator.
    let mut depth = 0_i32;
    let mut next = 0;
    while next < bytes.len() {
        let line = bytes.get(next..).unwrap_or_default();
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        if depth <= 0 && leads_with_operator(line.get(blanks..).unwrap_or_default()) {
            return true;
        }
        let (line, behind) = scan(text, next + blanks, &mut depth);
        next = match line {
            Line::Plain => behind,
            Line::Heredoc(word) => match end_of_heredoc(text, behind, word) {
                Some(end) => end,
                None => return true,
            },
            Line::Odd => return true,
        };
    }
    false
}

/// Where the line behind a heredoc begins, whose first line begins at `next`.
fn end_of_heredoc(text: &str, mut next: usize, word: &str) -> Option<usize> {
    let mut lines = text.get(next..)?.split_inclusive('\n');
    lines.find(|line| {
        next += line.len();
        line.ends_with('\n') && line.trim() == word
    })?;
    Some(next)
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

/// The bytes on which anything hangs; most are letters, and are passed over.
#[expect(clippy::indexing_slicing, reason = "what panics in a constant does not compile")]
static SPECIAL: [bool; 256] = {
    let (mut table, mut rest): ([bool; 256], &[u8]) = ([false; 256], b"\"([)]\\.#/<\n");
    while let [first, others @ ..] = rest {
        table[*first as usize] = true;
        rest = others;
    }
    table
};

fn is_special(byte: u8) -> bool {
    SPECIAL.get(usize::from(byte)) == Some(&true)
}

/// Where the first byte that is `wanted` stands, from `from` on; the end if there is none.
fn find(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| wanted(*byte)).map_or(bytes.len(), |found| from + found)
}

/// The word that ends the heredoc whose `<<` stands in front of `rest`, if that begins one: nothing
/// else stands on its line.
fn heredoc_word(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    let (word, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let next = behind.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    (!word.is_empty() && next.is_none_or(|byte| byte == b'\n')).then_some(word)
}

/// What the line is like that begins at `next`, and where the one behind it begins.
fn scan<'a>(text: &'a str, mut next: usize, depth: &mut i32) -> (Line<'a>, usize) {
    let bytes = text.as_bytes();
    let end = |from: usize| find(bytes, from, |byte| byte == b'\n');
    let mut quoted = false;
    loop {
        let at = find(bytes, next, is_special);
        next = at + 1;
        match bytes.get(at) {
            None | Some(b'\n') => return (if quoted { Line::Odd } else { Line::Plain }, next),
            Some(b'"') => quoted = !quoted,
            Some(b'(' | b'[') if !quoted => *depth = depth.saturating_add(1),
            Some(b')' | b']') if !quoted => *depth = depth.saturating_sub(1),
            Some(b'\\') if quoted && bytes.get(next) != Some(&b'\n') => next += 1,
            Some(b'.') if !quoted && is_second_point(bytes, at) => return (Line::Odd, next),
            Some(b'#') if !quoted => return (Line::Plain, end(next) + 1),
            Some(b'/') if !quoted && bytes.get(next) == Some(&b'/') => {
                return (Line::Plain, end(next) + 1);
            }
            Some(b'<') if bytes.get(next) == Some(&b'<') => {
                if let Some(word) = heredoc_word(text.get(at + 2..).unwrap_or_default()) {
                    return (Line::Heredoc(word), end(next) + 1);
                }
            }
            Some(_) => {}
        }
    }
}
