//! A text that is not JSON into the tree its writer most likely meant, and what to mend, cause by
//! cause. What had to be guessed leaves its object or list "seen in part".

mod containers;
mod lex;
mod report;
mod value;

pub(crate) use report::{Report, shown};

use crate::node::{Kind, Node};
use crate::parse::json::DEEPEST;
use crate::source::{SourceId, Span};
use lex::{Bracket, Lexer, Tok, Token};
use std::collections::VecDeque;
use std::ops::Range;

/// Reads `text` as well as possible; what is wrong goes to `report`, at least one problem.
pub(crate) fn repair(source: SourceId, text: &str, report: &mut Report) -> Node {
    let body = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lexer = Lexer::new(text, body);
    let mut rest = Balance::default();
    loop {
        match lexer.next().kind {
            Tok::Open(bracket) => *rest.of(bracket) -= 1,
            Tok::Close(bracket) => *rest.of(bracket) += 1,
            Tok::End => break,
            _ => {}
        }
    }
    let mut repair = Repair {
        text,
        lexer: Lexer::new(text, body),
        ahead: VecDeque::new(),
        end: body,
        rest,
        open: Vec::new(),
        depth: Balance::default(),
        comma: false,
        shell: false,
        deep: false,
        unclosed: Vec::new(),
        report: std::mem::replace(report, Report::new(source)),
    };
    if body > 0 {
        repair.report.add(
            0..body,
            "the file begins with an invisible byte order mark".to_owned(),
            "remove the byte order mark: save the file as UTF-8 without BOM",
        );
    }
    let node = repair.document();
    if repair.report.is_empty() {
        // The two readers disagree; better a vague word than none.
        let message = "this is not valid JSON".to_owned();
        repair.report.add(0..0, message, "check it with another JSON parser");
    }
    *report = repair.report;
    node
}

/// A count for each kind of bracket.
#[derive(Clone, Copy, Debug, Default)]
struct Balance {
    curly: i64,
    square: i64,
}

impl Balance {
    fn of(&mut self, bracket: Bracket) -> &mut i64 {
        if bracket == Bracket::Curly { &mut self.curly } else { &mut self.square }
    }

    fn get(mut self, bracket: Bracket) -> i64 {
        *self.of(bracket)
    }
}

/// An object or list that was begun.
struct Open {
    bracket: Bracket,
    start: usize,
    /// Something in it was guessed or not readable.
    partly: bool,
    /// How many surplus opening brackets came with it.
    doubled: usize,
}

/// The reader, somewhere in the text.
struct Repair<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    ahead: VecDeque<Token>,
    /// Where the last token ended that was taken.
    end: usize,
    /// How many more brackets are closed than opened in what follows. Compared with `depth` this
    /// tells whether a bracket was forgotten, is one too many or is of the wrong kind.
    rest: Balance,
    open: Vec<Open>,
    /// How many of `open` there are.
    depth: Balance,
    /// The comma before the next member was taken by a list that was closed for want of its bracket.
    comma: bool,
    /// The body begins with a single quote.
    shell: bool,
    /// There were too many levels.
    deep: bool,
    /// What was still open at the end, innermost first.
    unclosed: Vec<Open>,
    report: Report,
}

impl<'t> Repair<'t> {
    /// The `n`th token from here, comments and the like left out.
    fn peek(&mut self, n: usize) -> Token {
        while self.ahead.len() <= n {
            // Past the most problems nobody reads on: what is open counts as seen in part.
            let nothing = Token { kind: Tok::End, start: self.end, end: self.end };
            let token = if self.report.is_full() { nothing } else { self.lexer.next() };
            if matches!(token.kind, Tok::Comment | Tok::Blank | Tok::Shell) {
                self.aside(token);
            } else {
                self.ahead.push_back(token);
            }
        }
        let here = Token { kind: Tok::End, start: self.end, end: self.end };
        self.ahead.get(n).copied().unwrap_or(here)
    }

    /// Takes the next token.
    fn bump(&mut self) -> Token {
        let token = self.peek(0);
        self.ahead.pop_front();
        self.end = token.end;
        match token.kind {
            Tok::Open(bracket) => *self.rest.of(bracket) += 1,
            Tok::Close(bracket) => *self.rest.of(bracket) -= 1,
            _ => {}
        }
        token
    }

    /// The text of `token`.
    fn piece(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Reports what does not belong into JSON but hides nothing.
    fn aside(&mut self, token: Token) {
        let range = token.start..token.end;
        match token.kind {
            Tok::Comment => self.report.add(
                range,
                "JSON has no comments".to_owned(),
                "remove the comment, or say it in a `description`",
            ),
            Tok::Blank => {
                let c = self.piece(token).chars().next().unwrap_or_default();
                self.report.add(
                    range,
                    format!("the character U+{:04X} is no blank in JSON", u32::from(c)),
                    "replace it with a plain space",
                );
            }
            _ if self.shell => {}
            _ => {
                self.shell = true;
                self.report.add(
                    range,
                    "a single quote of the shell stands around the JSON".to_owned(),
                    "remove the single quotes at both ends",
                );
            }
        }
    }

    /// Reports a mistake after which the innermost object or list is no longer surely whole.
    fn guess(&mut self, range: Range<usize>, message: String, help: impl Into<String>) {
        self.partly();
        self.report.add(range, message, help);
    }

    /// The innermost object or list may be misread.
    fn partly(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.partly = true;
        }
    }

    fn label(&self, start: usize, text: &str) -> Vec<(Span, String)> {
        vec![(self.report.span(start..start + 1), text.to_owned())]
    }

    /// The whole file.
    fn document(&mut self) -> Node {
        let whole = self.report.span(0..self.text.len());
        while let Tok::Close(_) = self.peek(0).kind {
            self.surplus();
        }
        let first = self.peek(0);
        let node = match first.kind {
            Tok::End => {
                let (message, help) = ("the file is empty", "write a policy, or remove the file");
                if self.report.is_empty() {
                    self.report.add(0..0, message.to_owned(), help);
                } else if !self.text.contains(['{', '}', '[', ']']) {
                    self.report.add(first.start..first.end, format!("{message} otherwise"), help);
                }
                return Node::absent(whole);
            }
            Tok::Text(_) if self.peek(1).kind == Tok::Colon => return self.no_json(first, whole),
            Tok::Bare if self.foreign_word(first) => return self.no_json(first, whole),
            Tok::Open(_) | Tok::Text(_) | Tok::Bare => self.value(),
            _ => return self.no_json(first, whole),
        };
        self.not_closed();
        self.after_the_end();
        node
    }

    /// Whether the file begins with a word that makes it look like something else.
    fn foreign_word(&mut self, token: Token) -> bool {
        let word = self.piece(token);
        let starts = word.chars().next().is_some_and(char::is_alphabetic);
        let known = ["true", "false", "null", "nan", "infinity"];
        starts && !known.contains(&word.to_ascii_lowercase().as_str())
    }

    fn no_json(&mut self, first: Token, whole: Span) -> Node {
        self.report.add(
            first.start..first.end,
            format!("a JSON file does not begin with {}", shown(self.piece(first))),
            "begin with `{` or `[` and end with `}` or `]`",
        );
        Node::unknown(whole, "the file is not JSON")
    }

    /// Any value; the next token begins one.
    fn value(&mut self) -> Node {
        match self.peek(0).kind {
            Tok::Open(_) if self.open.len() >= DEEPEST => self.too_deep(),
            Tok::Open(Bracket::Curly) => self.object(),
            Tok::Open(Bracket::Square) => self.list(),
            Tok::Text(_) => {
                let token = self.bump();
                self.text_node(token)
            }
            _ => {
                let token = self.bump();
                self.bare_node(token)
            }
        }
    }

    /// Skips a value that lies too deep, by counting.
    fn too_deep(&mut self) -> Node {
        let first = self.peek(0);
        if !self.deep {
            self.deep = true;
            self.report.add(
                first.start..first.end,
                format!("this is nested more than {DEEPEST} levels deep"),
                "take levels away: no policy needs that many",
            );
        }
        self.partly();
        let mut levels = 0_usize;
        loop {
            match self.peek(0).kind {
                Tok::Open(_) => levels += 1,
                Tok::Close(_) => levels -= 1,
                Tok::End => break,
                _ => {}
            }
            self.bump();
            if levels == 0 {
                break;
            }
        }
        Node::unknown(self.report.span(first.start..self.end), "it is nested too deep")
    }

    /// Reports what was still open at the end of the file, all at once.
    fn not_closed(&mut self) {
        const LABELS: usize = 5;
        if self.unclosed.is_empty() || self.deep {
            return;
        }
        let unclosed = std::mem::take(&mut self.unclosed);
        let closing: String =
            unclosed.iter().take(LABELS * 2).map(|one| one.bracket.close()).collect();
        let message = match unclosed.as_slice() {
            [one] => format!("the file ends before the `{}` is closed", one.bracket.open()),
            _ => format!("the file ends with {} brackets still open", unclosed.len()),
        };
        let more = if unclosed.len() > LABELS * 2 { " and so on" } else { "" };
        let label =
            |one: &Open| (self.report.span(one.start..one.start + 1), "opened here".to_owned());
        let labels = unclosed.iter().take(LABELS).map(label).collect();
        let help = format!("write `{closing}`{more} at the end");
        self.report.add_with(self.end..self.end, message, help, labels);
    }

    /// Reports what follows the value: brackets one by one, anything else once.
    fn after_the_end(&mut self) {
        loop {
            let token = self.peek(0);
            let range = token.start..token.end;
            let (message, help) = match token.kind {
                Tok::End => return,
                Tok::Close(_) => {
                    self.surplus();
                    continue;
                }
                Tok::Comma if self.peek(1).kind == Tok::End => {
                    ("a comma follows the end of the JSON", "remove it")
                }
                Tok::Comma | Tok::Open(_) => (
                    "a second value begins after the end of the first",
                    "keep one value in a file, or put all of them into one list `[…]`",
                ),
                _ => ("something follows after the end of the JSON", "remove what follows"),
            };
            self.report.add(range, message.to_owned(), help);
            return;
        }
    }

    /// Takes a closing bracket that closes nothing.
    fn surplus(&mut self) {
        let token = self.bump();
        let message = format!("this {} closes nothing", shown(self.piece(token)));
        self.guess(token.start..token.end, message, "remove it, or open it where it should begin");
    }

    /// What a value is worth whose kind is known only by its container.
    fn absent_value(&self) -> Node {
        Node::unknown(self.report.span(self.end..self.end), "the value is missing")
    }

    fn close(&mut self, kind: Kind, open: &Open) -> Node {
        Node::new(kind, self.report.span(open.start..self.end))
    }
}
