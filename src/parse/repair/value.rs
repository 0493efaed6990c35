//! A text or word as it is written into what it most likely means, with what is wrong in it.

use super::Repair;
use super::lex::{Quotes, Tok, Token};
use super::report::shown;
use crate::node::{Kind, Node};
use crate::source::{Literal, Quoting};

/// Whether `word` is a number by the letter of the standard.
pub(super) fn number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word, None),
    };
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

impl Repair<'_> {
    /// What is written between the quotes of a text, and where.
    fn inner(&self, token: Token) -> (usize, usize) {
        let piece = self.piece(token);
        let first = piece.chars().next().map_or(0, char::len_utf8);
        let last = piece.chars().next_back().map_or(0, char::len_utf8);
        match token.kind {
            Tok::Text(Quotes::NotClosed) => (token.start + first, token.end),
            Tok::Text(Quotes::NotOpened) => (token.start, token.end - last),
            Tok::Text(_) => (token.start + first, token.end - last),
            _ => (token.start, token.end),
        }
    }

    /// The words of `token` without quotes.
    pub(super) fn words(&self, token: Token) -> &str {
        let (start, end) = self.inner(token);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text that `token` spells, as a value.
    pub(super) fn text_node(&mut self, token: Token) -> Node {
        let text = self.unquote(token);
        let span = self.report.span(token.start..token.end);
        if token.kind == Tok::Text(Quotes::Spliced) {
            return Node::unknown(span, "a variable of the shell is part of it");
        }
        let mut node = Node::new(Kind::Text(text.into()), span);
        if token.kind == Tok::Text(Quotes::Both) {
            let inner = self.report.span(token.start + 1..token.end - 1);
            node.literal = Some(Literal { span: inner, quoting: Quoting::Json });
        }
        node
    }

    /// The text that `token` spells; reports what is wrong with its quotes and inside.
    pub(super) fn unquote(&mut self, token: Token) -> String {
        let words = shown(self.words(token));
        let range = token.start..token.end;
        match token.kind {
            Tok::Text(Quotes::NotOpened) => self.guess(
                range,
                format!("the text {words} lacks its opening quote"),
                "write `\"` in front of it",
            ),
            Tok::Text(Quotes::NotClosed) => self.guess(
                range,
                format!("the text {words} lacks its closing quote"),
                "write `\"` after it",
            ),
            // Whoever writes one text like this writes all of them so: once is enough to say.
            Tok::Text(Quotes::Single | Quotes::Smart) if self.report.foreign_quotes => {
                self.partly();
            }
            Tok::Text(Quotes::Single) => {
                self.report.foreign_quotes = true;
                self.guess(
                    range,
                    format!("the text {words} stands in single quotes"),
                    "write double quotes `\"` around it, as around all texts in JSON",
                );
            }
            Tok::Text(Quotes::Smart) => {
                self.report.foreign_quotes = true;
                self.guess(
                    range,
                    format!("the text {words} stands in typographic quotes"),
                    "write straight quotes `\"` around it, as a plain text editor does",
                );
            }
            Tok::Text(Quotes::Inside) => self.guess(
                range,
                format!("the text {words} has quotes inside"),
                "write `\\\"` for each quote inside",
            ),
            Tok::Text(Quotes::Spliced) => self.guess(
                range,
                format!("a variable of the shell is spliced into the text {words}"),
                "put its value in its place",
            ),
            Tok::Bare => self.guess(
                range,
                format!("the text {words} is not in quotes"),
                "write `\"` before and after it",
            ),
            _ => {}
        }
        let (start, end) = self.inner(token);
        self.decode(start, end)
    }

    /// The characters that the bytes `start..end` of a text spell.
    fn decode(&mut self, start: usize, end: usize) -> String {
        let inner = self.text.get(start..end).unwrap_or_default();
        let mut out = String::with_capacity(inner.len());
        let mut raw = false;
        let mut at = 0;
        while let Some(c) = inner.get(at..).and_then(|rest| rest.chars().next()) {
            let from = start + at;
            if c == '\\' {
                let rest = inner.get(at + 1..).unwrap_or_default();
                let (read, length) = escape(rest);
                at += 1 + length;
                match read {
                    Ok(c) => out.push(c),
                    Err((message, help)) => {
                        let written = self.text.get(from..start + at).unwrap_or_default();
                        let message = format!("{} {message}", shown(written));
                        self.report.add(from..start + at, message, help);
                        out.push_str(written);
                    }
                }
                continue;
            }
            at += c.len_utf8();
            out.push(c);
            // One of them in a text is a cause, the others are its likes.
            if c < ' ' && !raw {
                raw = true;
                let (name, escape) = control(c);
                self.report.add(
                    from..start + at,
                    format!("{name} stands inside a text"),
                    format!("write {escape} in its place, or close the text before it"),
                );
            }
        }
        out
    }

    /// A value without quotes: one of the few that need none, or a mistake.
    pub(super) fn bare_node(&mut self, token: Token) -> Node {
        let word = self.piece(token);
        let span = self.report.span(token.start..token.end);
        let kind = match word {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "null" => Kind::Null,
            _ if number(word) => Kind::Number(word.into()),
            _ => return self.wrong_word(token),
        };
        Node::new(kind, span)
    }

    /// A value without quotes that JSON does not know.
    fn wrong_word(&mut self, token: Token) -> Node {
        let (word, range) = (self.piece(token), token.start..token.end);
        let (name, span) = (shown(word), self.report.span(range.clone()));
        let lower = word.to_ascii_lowercase();
        let spelled = match lower.as_str() {
            "true" | "yes" | "on" => Some(("true", Kind::Bool(true))),
            "false" | "no" | "off" => Some(("false", Kind::Bool(false))),
            "null" | "none" | "nil" | "undefined" => Some(("null", Kind::Null)),
            _ => None,
        };
        if let Some((right, kind)) = spelled {
            let message = format!("{name} is not a word of JSON");
            self.guess(range, message, format!("write `{right}`"));
            return Node::new(kind, span);
        }
        let (message, help) = if word.starts_with('<') {
            (
                format!("the placeholder {name} stands where a value belongs"),
                "put the real value in its place, a text in double quotes".to_owned(),
            )
        } else if word.starts_with("{{") {
            (
                format!("the template {name} stands where a value belongs"),
                "fill in the template first, or put the value in its place".to_owned(),
            )
        } else if matches!(word, "..." | "…") {
            (
                format!("{name} stands for something that was left out"),
                "write out what belongs here, or remove it".to_owned(),
            )
        } else if word.trim_matches(['\'', '"']).starts_with('$') {
            (
                format!("the variable {name} stands where a value belongs"),
                "put its value in its place, a text in double quotes".to_owned(),
            )
        } else if let Some(reason) = no_number(&lower) {
            (format!("{name} is not a number of JSON: {}", reason.0), reason.1.to_owned())
        } else {
            let text = self.unquote(token);
            return Node::new(Kind::Text(text.into()), span);
        };
        self.guess(range, message, help);
        Node::unknown(span, "the value is not readable")
    }
}

/// Why `word`, in lower case, is no number although it looks like one, and what to do.
fn no_number(word: &str) -> Option<(&'static str, &'static str)> {
    let plain = word.trim_start_matches(['+', '-']);
    if matches!(plain, "nan" | "infinity" | "inf") {
        return Some(("there is no such value", "write a number or `null`"));
    }
    let hex = plain.strip_prefix("0x").is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    if hex {
        return Some((
            "it is written in hexadecimal",
            "write it in decimal digits, or as a text in quotes",
        ));
    }
    let like = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | '+' | '-');
    if plain.is_empty() || !plain.chars().all(like) || !plain.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let zeros = plain.trim_start_matches('0');
    let (sign, bare) = (if word.starts_with('-') { "-" } else { "" }, zeros);
    let bare = if bare.starts_with(|c: char| c.is_ascii_digit()) { bare } else { plain };
    if word.starts_with('+') && number(plain) {
        Some(("it begins with a plus sign", "remove the `+`"))
    } else if plain.starts_with('0') && number(&format!("{sign}{bare}"))
        || plain.len() > 1 && zeros.is_empty()
    {
        Some((
            "it begins with a zero",
            "remove the zeros in front, or write it as a text in quotes if they matter",
        ))
    } else if plain.starts_with('.') && number(&format!("0{plain}")) {
        Some(("a digit is missing before the point", "write `0` before the point"))
    } else if plain.ends_with('.') && number(plain.trim_end_matches('.'))
        || plain.contains(".e") && number(&plain.replace(".e", "e"))
    {
        Some(("a digit is missing after the point", "write `0` after the point, or remove it"))
    } else {
        None
    }
}

/// What follows a backslash: the character it means, or what is wrong and what to do; and how many
/// bytes of `rest` belong to it.
fn escape(rest: &str) -> (Result<char, (&'static str, &'static str)>, usize) {
    let Some(c) = rest.chars().next() else {
        return (Err(("ends the text", "write `\\\\` for a backslash")), 0);
    };
    let plain = match c {
        '"' | '\\' | '/' => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(rest),
        _ => {
            let help = "write `\\\\` for a backslash, or remove it";
            return (Err(("means nothing in JSON", help)), c.len_utf8());
        }
    };
    (Ok(plain), 1)
}

/// `uXXXX`, or two of them for one character.
fn unicode(rest: &str) -> (Result<char, (&'static str, &'static str)>, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 4)?;
        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let Some(first) = unit(1) else {
        let digits = rest.bytes().skip(1).take(4).take_while(u8::is_ascii_hexdigit).count();
        let help = "write four of 0-9 and a-f after `\\u`, or `\\\\u` for a backslash and a u";
        return (Err(("is not followed by four hexadecimal digits", help)), 1 + digits);
    };
    if let Some(c) = char::from_u32(first) {
        return (Ok(c), 5);
    }
    let second = rest.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| unit(7));
    match second {
        Some(second @ 0xDC00..=0xDFFF) if first < 0xDC00 => {
            let both = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            (Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER)), 11)
        }
        _ => {
            let help = "write the character itself, or both halves of it as `\\u…\\u…`";
            (Err(("is half of a character", help)), 5)
        }
    }
}

/// What to call a control character, and how to write it.
fn control(c: char) -> (String, String) {
    match c {
        '\n' | '\r' => ("a line break".to_owned(), "`\\n`".to_owned()),
        '\t' => ("a tab".to_owned(), "`\\t`".to_owned()),
        c => {
            let code = u32::from(c);
            (format!("the control character U+{code:04X}"), format!("`\\u{code:04x}`"))
        }
    }
}
