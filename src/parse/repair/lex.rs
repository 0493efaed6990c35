//! Any text into the pieces that whoever wrote it most likely meant: brackets, separators, texts
//! with or without all of their quotes, bare words, comments. Every byte is looked at a bounded
//! number of times.

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Tok,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The kinds of [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tok {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Semicolon,
    Colon,
    Equals,
    Text(Quotes),
    /// Words without quotes: numbers, `true`, and whatever somebody forgot to quote.
    Bare,
    Comment,
    /// Blanks that JSON does not count as blanks.
    Blank,
    /// A single quote around the whole body.
    Shell,
    End,
}

/// Which bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Curly,
    Square,
}

impl Bracket {
    pub(super) fn open(self) -> char {
        if self == Self::Curly { '{' } else { '[' }
    }

    pub(super) fn close(self) -> char {
        if self == Self::Curly { '}' } else { ']' }
    }
}

/// Which quotes a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Two straight ones, as it should be.
    Both,
    /// Only the opening one.
    NotClosed,
    /// Only the closing one.
    NotOpened,
    Single,
    /// At least one of them typographic.
    Smart,
    /// Two straight ones, and more inside that lack a backslash.
    Inside,
    /// Two straight ones, and a variable of the shell spliced in, as in `"'"$NAME"'"`.
    Spliced,
}

/// Cuts a text into tokens.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// The kind before, as a colon means something else in a value than in a name.
    before: Option<Tok>,
}

const SMART: [char; 4] = ['“', '”', '„', '‟'];
const LINE: [char; 2] = ['\n', '\r'];

/// How far things reach that are looked for ahead.
const NEAR: usize = 100;

impl<'t> Lexer<'t> {
    /// The tokens of `text` from byte `at` on.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, before: None }
    }

    /// The next token; [`Tok::End`] for ever at the end.
    pub(super) fn next(&mut self) -> Token {
        let rest = self.rest(self.at);
        let start = self.text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let rest = self.rest(start);
        let mut chars = rest.chars();
        let one = start + chars.next().map_or(0, char::len_utf8);
        let (kind, end) = match rest.chars().next() {
            None => (Tok::End, start),
            Some('{') => match template(rest) {
                Some(length) => (Tok::Bare, start + length),
                None => (Tok::Open(Bracket::Curly), one),
            },
            Some('}') => (Tok::Close(Bracket::Curly), one),
            Some('[') => (Tok::Open(Bracket::Square), one),
            Some(']') => (Tok::Close(Bracket::Square), one),
            Some(',') => (Tok::Comma, one),
            Some(';') => (Tok::Semicolon, one),
            Some(':') => (Tok::Colon, one),
            Some('=') => (Tok::Equals, if rest.starts_with("=>") { start + 2 } else { one }),
            Some('"') => self.straight(start),
            Some('\'') => self.single(start),
            Some(c) if SMART.contains(&c) => self.smart(start),
            Some('#') => (Tok::Comment, self.line_end(start)),
            Some('/') if chars.as_str().starts_with('/') => (Tok::Comment, self.line_end(start)),
            Some('/') if chars.as_str().starts_with('*') => {
                let length = rest.get(2..).and_then(|inner| inner.find("*/"));
                (Tok::Comment, length.map_or(self.text.len(), |length| start + length + 4))
            }
            Some(c) if foreign(c) => {
                (Tok::Blank, self.text.len() - rest.trim_start_matches(foreign).len())
            }
            Some(_) => self.bare(start),
        };
        self.at = end;
        if !matches!(kind, Tok::Comment | Tok::Blank) {
            self.before = Some(kind);
        }
        Token { kind, start, end }
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn line_end(&self, at: usize) -> usize {
        self.rest(at).find(LINE).map_or(self.text.len(), |length| at + length)
    }

    /// Whether a text may end before `at`: what follows on the line separates or closes.
    fn may_end(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with([',', '}', ']', '\n', '\r', ':', '\''])
    }

    /// A text that begins with a straight quote.
    fn straight(&self, start: usize) -> (Tok, usize) {
        let (mut at, mut spliced) = (start + 1, false);
        loop {
            match self.byte(at) {
                Some(b'"') => match self.splice(at) {
                    Some(length) => {
                        at += length;
                        spliced = true;
                    }
                    None if spliced => return (Tok::Text(Quotes::Spliced), at + 1),
                    None => return self.closed(start, at),
                },
                Some(b'\n' | b'\r') | None => return self.over_the_line(start, at),
                Some(b'\\') if !matches!(self.byte(at + 1), Some(b'\n' | b'\r') | None) => at += 2,
                Some(_) => at += 1,
            }
        }
    }

    /// A text between quotes at `start` and `end`, unless the second one opens the next text, as in
    /// `"a": "b, "c": 1`.
    fn closed(&self, start: usize, end: usize) -> (Tok, usize) {
        let inner = self.text.get(start + 1..end).unwrap_or_default().trim_end();
        let after = self.rest(end + 1).chars().next();
        let goes_on = after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        match inner.strip_suffix([',', ':']) {
            Some(inner) if goes_on && !inner.is_empty() => {
                (Tok::Text(Quotes::NotClosed), start + 1 + inner.trim_end().len())
            }
            _ => match self.more_quotes(end) {
                Some(end) => (Tok::Text(Quotes::Inside), end),
                None => (Tok::Text(Quotes::Both), end + 1),
            },
        }
    }

    /// The length of `"$NAME"` where the quote at `at` leaves the JSON for a variable of the shell.
    fn splice(&self, at: usize) -> Option<usize> {
        let name = self.rest(at + 1).strip_prefix('$')?;
        let before = self.byte(at.checked_sub(1)?);
        let (length, end) =
            name.bytes().enumerate().take(NEAR).find(|(_, b)| b"\"\n".contains(b))?;
        let back = end == b'"' && self.byte(at + 2 + length + 1) == Some(b'\'');
        (before == Some(b'\'') && back).then_some(length + 3)
    }

    /// Where a value really ends whose second quote, at `end`, is followed by words and another pair
    /// of quotes, as in `"a": "so "called" name"`.
    fn more_quotes(&self, end: usize) -> Option<usize> {
        let after = self.rest(end + 1);
        let word = after.trim_start_matches(' ').starts_with(char::is_alphanumeric);
        if !word || self.before != Some(Tok::Colon) {
            return None;
        }
        let mut quotes = 0;
        for (at, byte) in after.bytes().enumerate().take(NEAR) {
            match byte {
                b'"' => quotes += 1,
                b',' | b':' | b'{' | b'}' | b'[' | b']' | b'\n' | b'\r' | b'\\' => return None,
                _ => {}
            }
            if byte == b'"' && quotes % 2 == 0 && self.may_end(end + 1 + at + 1) {
                return Some(end + 1 + at + 1);
            }
        }
        None
    }

    /// A text whose line ends at `end` without a quote: either that is forgotten, or the text goes
    /// on in the next line.
    fn over_the_line(&self, start: usize, end: usize) -> (Tok, usize) {
        let line = self.text.get(start + 1..end).unwrap_or_default();
        if let Some((at, quote)) = line.char_indices().find(|(_, c)| SMART.contains(c)) {
            return (Tok::Text(Quotes::Smart), start + 1 + at + quote.len_utf8());
        }
        let rest = self.rest(end);
        // Up to the very next quote, escaped or not: so no byte is looked at for two texts.
        if let Some(length) = rest.find('"') {
            let next = rest.trim_start().chars().next();
            let more = !matches!(next, Some('"' | '{' | '}' | '[' | ']') | None);
            let fresh = rest.get(..length).is_some_and(|text| text.trim_end().ends_with(','));
            if more && !fresh && self.may_end(end + length + 1) {
                return (Tok::Text(Quotes::Both), end + length + 1);
            }
        }
        (Tok::Text(Quotes::NotClosed), start + 1 + self.without_tail(line).len())
    }

    /// What of a line belongs to the text that was begun there and not closed.
    fn without_tail<'l>(&self, line: &'l str) -> &'l str {
        if self.before != Some(Tok::Colon)
            && let Some((name, value)) = line.split_once(": ")
            && !value.contains('"')
        {
            return name.trim_end();
        }
        let balanced = line.contains(['{', '[']);
        let tail = |c: char| c == ',' || c.is_whitespace() || (!balanced && (c == '}' || c == ']'));
        line.trim_end_matches(tail)
    }

    /// A single quote: around a text, around the whole body, or a stray one.
    fn single(&self, start: usize) -> (Tok, usize) {
        let rest = self.rest(start + 1);
        let whole = self.before.is_none() && rest.trim_start().starts_with(['{', '[']);
        if whole || rest.trim_start().is_empty() {
            return (Tok::Shell, start + 1);
        }
        match rest.find(['\'', '\n', '\r']) {
            Some(length) if self.byte(start + 1 + length) == Some(b'\'') => {
                (Tok::Text(Quotes::Single), start + length + 2)
            }
            _ => self.bare(start),
        }
    }

    fn smart(&self, start: usize) -> (Tok, usize) {
        let quote = self.rest(start).chars().next().map_or(1, char::len_utf8);
        let mut ends = self.rest(start + quote).char_indices();
        match ends.find(|(_, c)| *c == '"' || SMART.contains(c) || LINE.contains(c)) {
            Some((at, c)) if !LINE.contains(&c) => {
                (Tok::Text(Quotes::Smart), start + quote + at + c.len_utf8())
            }
            _ => self.bare(start),
        }
    }

    /// Words without an opening quote, up to whatever cannot belong to them.
    fn bare(&self, start: usize) -> (Tok, usize) {
        let rest = self.rest(start);
        let from = placeholder(rest).unwrap_or(0);
        let length = from + self.words(rest, from);
        let words = rest.get(..length).unwrap_or_default();
        let after = start + length;
        let quoted = self.byte(after) == Some(b'"') && self.may_end(after + 1);
        if quoted && !(literal(words.trim_end()) && words.ends_with([' ', '\t'])) {
            return (Tok::Text(Quotes::NotOpened), after + 1);
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        (Tok::Bare, start + words.trim_end().len().max(first))
    }

    /// How many bytes from `from` on are words.
    fn words(&self, rest: &str, from: usize) -> usize {
        let value = matches!(
            self.before,
            None | Some(Tok::Colon | Tok::Equals | Tok::Open(Bracket::Square))
        ) || rest.starts_with("crn:");
        let (mut hole, mut last) = (false, None);
        let mut chars = rest.get(from..).unwrap_or_default().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let so_far = || rest.get(..from + at).unwrap_or_default();
            let blank_before = last.is_some_and(|c: char| c.is_whitespace());
            let ends = match c {
                '{' if last == Some('$') => {
                    hole = true;
                    false
                }
                '}' if hole => {
                    hole = false;
                    false
                }
                '\n' | '\r' | '"' | ',' | '{' | '}' | '[' | ']' | ';' => true,
                ':' => from + at > 0 && (!value || matches!(next, Some(' ' | '\t'))),
                '=' => !value,
                c if c.is_whitespace() => literal(so_far()),
                '#' => blank_before,
                '/' if matches!(next, Some('/' | '*')) => blank_before || literal(so_far()),
                _ => false,
            };
            if ends {
                return at;
            }
            last = Some(c);
        }
        rest.len() - from
    }
}

/// The length of `<something>` at the start of `rest`, on one line.
fn placeholder(rest: &str) -> Option<usize> {
    let mut inner = rest.strip_prefix('<')?.char_indices().take(NEAR);
    let (at, end) = inner.find(|(_, c)| matches!(c, '>' | '\n' | '"'))?;
    (end == '>').then_some(at + 2)
}

/// The length of `{{ something }}` at the start of `rest`, on one line.
fn template(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("{{")?;
    let stop = |c: &(usize, char)| "{}\"\n:".contains(c.1);
    let (at, end) = inner.char_indices().take(NEAR).find(stop)?;
    let hole = end == '}' && !inner.get(..at)?.trim().is_empty();
    (hole && inner.get(at..)?.starts_with("}}")).then_some(at + 4)
}

/// Whether `word` has a meaning of its own without quotes.
fn literal(word: &str) -> bool {
    // A longer number is read as a number all the same: this only bounds how often it is looked at.
    word.len() <= 40 && (matches!(word, "true" | "false" | "null") || super::value::number(word))
}

/// Blanks and invisible characters that JSON does not allow between values.
fn foreign(c: char) -> bool {
    (c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r'))
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}
