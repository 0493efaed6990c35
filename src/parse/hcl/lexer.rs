//! A lexer for HCL that goes on whatever it meets, with a stack of its own instead of recursion.
//!
//! It runs only over texts that hcl-edit did not take, to find out why.

use super::token::{Fault, Kind, Lexed, TOP, Token, Trouble};
use std::collections::HashMap;
use std::ops::Range;

/// How far down a closing bracket looks for its opening one: without an end to it a hostile text
/// would make the search quadratic.
const REACH: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Bracket(u8),
    Quote,
    Template,
    Heredoc,
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) mode: Mode,
    /// The opening token.
    pub(super) token: u32,
    /// The line it is on, and how far that line is indented.
    line: u32,
    indent: usize,
    /// The closing word of a heredoc.
    pub(super) word: Range<usize>,
    /// A block or the top level rather than an object.
    block: bool,
}

#[derive(Debug)]
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) out: Lexed,
    pub(super) stack: Vec<Frame>,
    /// Whether a block header at the start of a line begins a new block come what may.
    resync: bool,
    /// Nothing but blanks and comments stood on this line so far.
    pub(super) fresh: bool,
    line: u32,
    line_start: usize,
    /// The first `{` that was closed by a `}` further left than it: likely the one left open.
    crooked: Option<Range<usize>>,
    /// For each line of only one word the place of the last such line.
    words: Option<HashMap<&'a str, usize>>,
    last_comment_end: usize,
    pub(super) heredocs: usize,
}

/// Takes `text` apart. With `resync`, a header such as `resource "a" "b" {` at the very start of a
/// line begins a new block even where brackets are still open.
pub(super) fn lex(text: &str, resync: bool) -> Lexed {
    let mut lexer = Lexer {
        text,
        at: 0,
        out: Lexed::default(),
        stack: Vec::new(),
        resync,
        fresh: true,
        line: 0,
        line_start: 0,
        crooked: None,
        words: None,
        last_comment_end: text.rfind("*/").unwrap_or(0),
        heredocs: 0,
    };
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    lexer.start_line();
    while lexer.at < text.len() {
        match lexer.stack.last().map(|frame| frame.mode) {
            Some(Mode::Quote) => lexer.quoted(),
            Some(Mode::Heredoc) => lexer.heredoc_text(),
            _ => lexer.code(),
        }
    }
    lexer.unwind(0, text.len()..text.len());
    lexer.out
}

impl<'a> Lexer<'a> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn push(&mut self, kind: Kind, length: usize) -> u32 {
        let token = Token {
            kind,
            start: u32::try_from(self.at).unwrap_or(u32::MAX),
            end: u32::try_from(self.at + length).unwrap_or(u32::MAX),
            parent: self.stack.last().map_or(TOP, |frame| frame.token),
            lines: false,
            object: false,
        };
        let index = u32::try_from(self.out.tokens.len()).unwrap_or(TOP);
        self.out.tokens.push(token);
        self.at += length;
        if token.is_code() {
            self.fresh = false;
        }
        index
    }

    pub(super) fn trouble(&mut self, fault: Fault, range: Range<usize>, noticed: Range<usize>) {
        self.out.troubles.push(Trouble { fault, range, noticed });
    }

    fn last_code(&self) -> Option<&Token> {
        self.out.tokens.iter().rev().find(|token| token.is_code())
    }

    pub(super) fn enter(&mut self, mode: Mode, token: u32, word: Range<usize>, block: bool) {
        if let Some(token) = self.out.tokens.get_mut(token as usize) {
            token.lines = mode == Mode::Bracket(b'{');
            token.object = token.lines && !block;
        }
        let line = self.text.as_bytes().get(self.line_start..).unwrap_or_default();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        // A limit, so that a megabyte of blanks before a megabyte of brackets costs nothing.
        let indent = line.iter().take(512).take_while(blank).count();
        self.stack.push(Frame { mode, token, line: self.line, indent, word, block });
    }

    /// Whether a line break ends the argument here.
    pub(super) fn lines_matter(&self) -> bool {
        self.stack.last().is_none_or(|frame| {
            self.out.tokens.get(frame.token as usize).is_some_and(|token| token.lines)
        })
    }

    fn range_of(&self, token: u32) -> Range<usize> {
        self.out.tokens.get(token as usize).map_or(0..0, Token::range)
    }

    pub(super) fn open(&mut self, bracket: u8) {
        if bracket == b'[' && self.fresh && self.lines_matter() && self.in_block() {
            self.trouble(Fault::LeadingOperator, self.at..self.at + 1, self.at..self.at + 1);
        }
        // After a name or a label comes a block, after anything else an object.
        let block = self
            .last_code()
            .is_some_and(|token| matches!(token.kind, Kind::Ident | Kind::QuoteClose));
        let block = block && self.in_block();
        let token = self.push(Kind::Open(bracket), 1);
        self.enter(Mode::Bracket(bracket), token, 0..0, block && bracket == b'{');
    }

    pub(super) fn in_block(&self) -> bool {
        self.stack.last().is_none_or(|frame| frame.block)
    }

    pub(super) fn close(&mut self, bracket: u8) {
        let here = self.at..self.at + 1;
        let fits = |frame: &Frame| match frame.mode {
            Mode::Bracket(open) => {
                matches!((open, bracket), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
            }
            Mode::Template => bracket == b'}',
            Mode::Quote | Mode::Heredoc => false,
        };
        let mut found = None;
        for (index, frame) in self.stack.iter().enumerate().rev().take(REACH) {
            if fits(frame) {
                found = Some(index);
            }
            if found.is_some() || !matches!(frame.mode, Mode::Bracket(_)) {
                break;
            }
        }
        let Some(index) = found else {
            self.trouble(Fault::Surplus, here.clone(), here);
            self.push(Kind::Close(bracket), 1);
            return;
        };
        self.unwind(index + 1, here);
        let Some(frame) = self.stack.pop() else { return };
        if self.fresh && bracket == b'}' && frame.line != self.line && self.crooked.is_none() {
            let indent = self.at - self.line_start;
            if indent < frame.indent {
                self.crooked = Some(self.range_of(frame.token));
            }
        }
        let template = frame.mode == Mode::Template;
        self.push(if template { Kind::TemplateClose } else { Kind::Close(bracket) }, 1);
        if self.stack.is_empty() {
            self.crooked = None;
        }
    }

    /// Leaves everything above `keep`, which was not closed by `noticed`.
    pub(super) fn unwind(&mut self, keep: usize, noticed: Range<usize>) {
        let crooked = self.crooked.clone().filter(|_| keep == 0);
        let mut told = false;
        while self.stack.len() > keep {
            let Some(frame) = self.stack.pop() else { return };
            let mut range = self.range_of(frame.token);
            let fault = match frame.mode {
                Mode::Bracket(_) => Fault::OpenBracket,
                Mode::Quote => Fault::OpenQuote,
                Mode::Template => Fault::OpenTemplate,
                Mode::Heredoc => Fault::OpenHeredoc,
            };
            if frame.mode == Mode::Heredoc {
                self.heredocs = self.heredocs.saturating_sub(1);
            }
            if fault == Fault::OpenBracket && told {
                continue;
            }
            told |= fault == Fault::OpenBracket;
            if let Some(crooked) = crooked.clone().filter(|_| fault == Fault::OpenBracket) {
                range = crooked;
            }
            self.trouble(fault, range, noticed.clone());
        }
        if keep == 0 {
            self.crooked = None;
        }
    }

    pub(super) fn newline(&mut self) {
        let length = if self.peek(0) == b'\r' { 2 } else { 1 };
        self.push(Kind::Newline, length);
        self.start_line();
    }

    /// Called wherever a line begins, whatever it begins in.
    pub(super) fn start_line(&mut self) {
        self.fresh = true;
        self.line += 1;
        self.line_start = self.at;
        let mode = self.stack.last().map(|frame| frame.mode);
        if matches!(mode, Some(Mode::Quote | Mode::Heredoc)) {
            return;
        }
        let inner = self.stack.len().saturating_sub(REACH);
        let frames = self.stack.get(inner..).filter(|_| self.heredocs > 0).unwrap_or_default();
        if let Some(frame) = frames.iter().rposition(|frame| frame.mode == Mode::Heredoc) {
            let frame = frame + inner;
            // A `${` that swallows the end of its heredoc was never closed.
            let line = self.rest().split('\n').next().unwrap_or_default();
            let word = self.stack.get(frame).map_or(0..0, |frame| frame.word.clone());
            if self.text.get(word) == Some(line.trim()) {
                self.unwind(frame + 1, self.at..self.at + line.trim_end().len());
                return;
            }
        }
        self.conflict();
        if self.resync && !self.stack.is_empty() && self.at_header() {
            self.unwind(0, self.at..self.at);
            self.out.cuts.push(u32::try_from(self.out.tokens.len()).unwrap_or(TOP));
        }
    }

    fn conflict(&mut self) {
        let rest = self.rest().as_bytes();
        let Some(mark) = rest.first().filter(|mark| b"<=>|".contains(mark)) else { return };
        let run = rest.iter().take_while(|byte| *byte == mark).count();
        let after = rest.get(run).copied().unwrap_or(b'\n');
        if run != 7 || !b" \r\n".contains(&after) {
            return;
        }
        let length = rest.iter().take_while(|byte| !b"\r\n".contains(byte)).count();
        self.trouble(Fault::Conflict, self.at..self.at + length, self.at..self.at + length);
        self.push(Kind::Junk, length);
    }

    /// Whether the line begins with the header of one of Terraform's own blocks.
    fn at_header(&self) -> bool {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let Some((header, _)) = line.split_once('{') else { return false };
        if !header.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        let mut words = header.split_ascii_whitespace();
        let keyword = words.next().unwrap_or_default();
        let labels = words.count();
        match keyword {
            "resource" | "ephemeral" | "action" => labels == 2,
            "data" => labels == 2 && !self.in_check(),
            "variable" | "output" | "module" | "provider" | "check" => labels == 1,
            "locals" | "terraform" | "moved" | "import" | "removed" => labels == 0,
            _ => false,
        }
    }

    fn in_check(&self) -> bool {
        let outer = self.stack.first().map_or(0, |frame| frame.token as usize);
        let words = self.out.tokens.get(outer.saturating_sub(4)..outer).unwrap_or_default();
        words.iter().any(|token| self.text.get(token.range()) == Some("check"))
    }

    /// Whether a line of only `word` comes after `at`.
    pub(super) fn word_follows(&mut self, word: &str) -> bool {
        let text = self.text;
        let words = self.words.get_or_insert_with(|| {
            let mut words = HashMap::new();
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                let word = line.trim();
                if !word.is_empty() && !word.contains([' ', '"', '=', '{', '}']) {
                    words.insert(word, start);
                }
                start += line.len();
            }
            words
        });
        words.get(word).is_some_and(|last| *last >= self.at)
    }

    /// Where the block comment that begins here ends.
    pub(super) fn comment_end(&self) -> Option<usize> {
        let found = || self.text.get(self.at + 2..)?.find("*/").map(|at| self.at + 2 + at + 2);
        if self.at + 2 > self.last_comment_end { None } else { found() }
    }

    /// How many line breaks the token that was just read holds, so that indents stay true.
    pub(super) fn note_lines(&mut self, from: usize) {
        let passed = self.text.get(from..self.at).unwrap_or_default();
        if let Some(last) = passed.rfind('\n') {
            self.line += 1;
            self.line_start = from + last + 1;
        }
    }

    /// Ends the text that a line break cut off, and all that began on its line.
    pub(super) fn break_quote(&mut self) {
        let line = self.line;
        let deepest =
            self.stack.iter().rposition(|frame| frame.line != line).map_or(0, |at| at + 1);
        let outer = self.stack.iter().skip(deepest).position(|frame| frame.mode == Mode::Quote);
        let keep = deepest + outer.unwrap_or(0);
        let keep = keep.min(self.stack.len().saturating_sub(1));
        let inner = self.stack.iter().skip(keep).find(|frame| frame.mode == Mode::Template);
        let quote = self.stack.get(keep).map_or(0, |frame| frame.token);
        let (fault, start) = match inner {
            Some(frame) => (Fault::OpenTemplate, self.range_of(frame.token).start),
            None => (Fault::OpenQuote, self.range_of(quote).start),
        };
        self.trouble(fault, start..self.at, self.at..self.at);
        self.stack.truncate(keep);
    }
}
