//! The lexer's modes: code, quoted texts and heredocs.

use super::lexer::{Lexer, Mode};
use super::token::{Fault, Kind};

const OPERATORS: [&str; 9] = ["...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"];

/// Quotes that word processors put in place of the straight ones, and other look-alikes.
pub(super) const FANCY: [char; 7] =
    ['\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}'];

impl Lexer<'_> {
    /// One token of code.
    pub(super) fn code(&mut self) {
        match self.peek(0) {
            b'\r' if self.peek(1) == b'\n' => self.newline(),
            b'\n' => self.newline(),
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'#' => self.line_comment(),
            b'/' if self.peek(1) == b'/' => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'"' => {
                let token = self.push(Kind::QuoteOpen, 1);
                self.enter(Mode::Quote, token, 0..0, false);
            }
            b'<' if self.peek(1) == b'<' && self.heredoc() => {}
            open @ (b'(' | b'[' | b'{') => self.open(open),
            close @ (b')' | b']' | b'}') => self.close(close),
            b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            byte if b"+-*/%<>=!?:.,&|~".contains(&byte) => self.operator(),
            byte if byte.is_ascii() => self.junk(),
            _ => match self.rest().chars().next() {
                Some(c) if c.is_alphanumeric() => self.word(),
                _ => self.junk(),
            },
        }
    }

    fn line_comment(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let length = line.strip_suffix('\r').unwrap_or(line).len();
        self.push(Kind::Comment, length);
    }

    fn block_comment(&mut self) {
        let from = self.at;
        if let Some(end) = self.comment_end() {
            self.push(Kind::Comment, end - from);
            self.note_lines(from);
        } else {
            self.trouble(Fault::OpenComment, from..from + 2, self.text.len()..self.text.len());
            self.push(Kind::Junk, 2);
        }
    }

    fn word(&mut self) {
        let is_in = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || is_mark(c);
        let rest = self.rest();
        let length = rest.find(|c| !is_in(c)).unwrap_or(rest.len());
        let opener = self.out.tokens.iter().rev().find(|token| token.is_code());
        let first = opener.is_some_and(|token| token.kind == Kind::Open(b'{'));
        if first && rest.get(..length) == Some("for") {
            let after = rest.get(length..).unwrap_or_default().trim_start();
            if after.starts_with(|c: char| c.is_alphabetic() || "_#/".contains(c)) {
                self.lines_do_not_matter();
            }
        }
        self.push(Kind::Ident, length);
    }

    /// `{ for … }`: only now it shows that the brace opened no block and no object.
    fn lines_do_not_matter(&mut self) {
        let opener = self.stack.last().map_or(0, |frame| frame.token as usize);
        if let Some(token) = self.out.tokens.get_mut(opener).filter(|_| !self.stack.is_empty()) {
            token.lines = false;
        }
    }

    fn number(&mut self) {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut length = digits(0);
        if bytes.get(length) == Some(&b'.') && digits(length + 1) > 0 {
            length += 1 + digits(length + 1);
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            if digits(length + 1 + sign) > 0 {
                length += 1 + sign + digits(length + 1 + sign);
            }
        }
        let after_point = self.text.get(..self.at).is_some_and(|before| before.ends_with('.'));
        let more = bytes.get(length) == Some(&b'.') && digits(length + 1) > 0;
        let whole = bytes.get(..length).unwrap_or_default();
        if whole.contains(&b'.') && (more || after_point) {
            let is_in = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/');
            length = bytes.iter().take(120).take_while(is_in).count();
            self.trouble(Fault::DottedNumber, self.at..self.at + length, self.at..self.at + length);
        }
        self.push(Kind::Number, length);
    }

    fn operator(&mut self) {
        let rest = self.rest();
        let long = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
        let length = long.map_or(1, |operator| operator.len());
        let operator = rest.get(..length).unwrap_or_default();
        let leads = match operator {
            "?" | ":" | "+" | "*" | "/" | "%" | "&&" | "||" | "==" | "!=" | "<=" | ">=" | "<"
            | ">" | "." => true,
            "-" => self.peek(1) == b' ',
            _ => false,
        };
        if leads && self.fresh && self.lines_matter() && self.begins_no_argument() {
            let range = self.at..self.at + length;
            self.trouble(Fault::LeadingOperator, range.clone(), range);
        }
        self.push(Kind::Op, length);
    }

    /// Whether there is an argument that this line could have been meant to go on with.
    fn begins_no_argument(&self) -> bool {
        let code = self.out.tokens.iter().rev().find(|token| token.is_code());
        code.is_some_and(|token| !matches!(token.kind, Kind::Open(_)))
            && (self.peek(0) != b'-' || self.in_block())
    }

    fn junk(&mut self) {
        let rest = self.rest();
        let first = rest.chars().next().unwrap_or(' ');
        let closing = match first {
            '\'' | '`' => Some(first),
            '\u{201c}' | '\u{201d}' | '\u{201e}' => Some('\u{201d}'),
            '\u{2018}' | '\u{2019}' => Some('\u{2019}'),
            '\u{ab}' => Some('\u{bb}'),
            _ => None,
        };
        // Only so far, because a line can be a megabyte of these.
        let mut length = first.len_utf8();
        for (at, c) in rest.char_indices().skip(1).take(120) {
            if c == '\n' || c == '\r' {
                break;
            }
            if Some(c) == closing {
                length = at + c.len_utf8();
                break;
            }
        }
        self.trouble(Fault::Junk, self.at..self.at + length, self.at..self.at + length);
        self.push(Kind::Junk, length);
    }

    /// Reads `<<EOT`, if it is that.
    fn heredoc(&mut self) -> bool {
        let dash = usize::from(self.peek(2) == b'-');
        let rest = self.rest().get(2 + dash..).unwrap_or_default();
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let word = rest.get(..rest.find(|c| !is_word(c)).unwrap_or(rest.len())).unwrap_or_default();
        let after = rest.get(word.len()..).unwrap_or_default();
        let starts = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let line_break = if after.starts_with("\r\n") { 2 } else { 1 };
        if !starts || !(after.is_empty() || after.starts_with('\n') || line_break == 2) {
            return false;
        }
        let range = self.at + 2 + dash..self.at + 2 + dash + word.len();
        if !self.word_follows(word) {
            self.trouble(Fault::OpenHeredoc, self.at..range.end, range.end..range.end);
            self.push(Kind::Junk, range.end - self.at);
            return true;
        }
        let token = self.push(Kind::HeredocOpen, range.end - self.at + line_break);
        self.enter(Mode::Heredoc, token, range, false);
        self.heredocs += 1;
        self.start_line();
        true
    }

    /// A piece of a heredoc: up to a template or the end of it.
    pub(super) fn heredoc_text(&mut self) {
        let word = self.stack.last().map_or(0..0, |frame| frame.word.clone());
        let word = self.text.get(word).unwrap_or_default();
        if self.fresh {
            let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
            if line.trim() == word {
                self.at += line.len() - line.trim_start().len();
                if !line.ends_with('\n') {
                    self.trouble(
                        Fault::HeredocAtEnd,
                        self.at..self.at + word.len(),
                        self.at..self.at,
                    );
                }
                self.stack.pop();
                self.heredocs -= 1;
                self.push(Kind::HeredocClose, word.len());
                return;
            }
        }
        let (length, template) = heredoc_piece(self.rest().as_bytes());
        if length > 0 {
            self.push(Kind::Text, length);
        }
        if template {
            self.fresh = false;
            self.template();
        } else {
            self.start_line();
        }
    }

    fn template(&mut self) {
        let token = self.push(Kind::TemplateOpen, 2);
        self.enter(Mode::Template, token, 0..0, false);
    }

    /// A piece of a quoted text: up to a template, the closing quote or the end of the line.
    pub(super) fn quoted(&mut self) {
        let text = self.rest();
        let from = self.at;
        let bytes = text.as_bytes();
        let mut length = 0;
        let mut bad = None;
        while let Some(byte) = bytes.get(length) {
            let after = bytes.get(length + 1).copied();
            match byte {
                b'"' | b'\n' => break,
                b'\\' => {
                    let next = text.get(length + 1..).and_then(|rest| rest.chars().next());
                    let next = next.filter(|c| *c != '\n' && *c != '\r');
                    if !next.is_some_and(|c| "nrt\"\\uU".contains(c)) && bad.is_none() {
                        bad =
                            Some(from + length..from + length + 1 + next.map_or(0, char::len_utf8));
                    }
                    length += 1 + next.map_or(0, char::len_utf8);
                }
                b'$' | b'%' if after == Some(b'{') => break,
                b'$' | b'%' if after == Some(*byte) && bytes.get(length + 2) == Some(&b'{') => {
                    length += 3;
                }
                _ => length += 1,
            }
        }
        if let Some(bad) = bad {
            self.trouble(Fault::Escape, bad.clone(), bad);
        }
        if length > 0 {
            self.push(Kind::Text, length);
        }
        match self.peek(0) {
            b'"' => {
                self.stack.pop();
                self.push(Kind::QuoteClose, 1);
            }
            b'$' | b'%' => self.template(),
            _ => self.break_quote(),
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{200c}' | '\u{200d}')
}

/// How far a line of a heredoc goes before a `${` that no doubling escapes, and whether there is one.
fn heredoc_piece(bytes: &[u8]) -> (usize, bool) {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next = (bytes.get(at + 1), bytes.get(at + 2));
        match (byte, next) {
            (b'\n', _) => return (at + 1, false),
            (b'$' | b'%', (Some(b'{'), _)) => return (at, true),
            (b'$', (Some(b'$'), Some(b'{'))) | (b'%', (Some(b'%'), Some(b'{'))) => at += 3,
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}
