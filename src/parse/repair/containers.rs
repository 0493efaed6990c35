//! Objects and lists, with what can go wrong between their members: separators forgotten or
//! doubled, names or values missing, brackets forgotten, surplus or of the wrong kind.

use super::lex::{Bracket, Tok, Token};
use super::report::shown;
use super::{Open, Repair};
use crate::node::{Entry, Form, Kind, Node, Seen};

/// Whether an object or list goes on.
#[derive(PartialEq)]
enum Go {
    On,
    Out,
}

impl Repair<'_> {
    /// An object; the next token is its `{`.
    pub(super) fn object(&mut self) -> Node {
        self.enter(Bracket::Curly);
        let mut entries = Vec::new();
        loop {
            let token = self.peek(0);
            let go = match token.kind {
                Tok::Open(Bracket::Curly) if entries.is_empty() && self.just_opened() => {
                    self.doubled()
                }
                Tok::Open(_) if self.lacks(Bracket::Curly) => self.forgotten(Bracket::Curly),
                Tok::Open(_) => {
                    let message = format!("a name is missing before this {}", self.quote(token));
                    self.nameless(token, message, "write `\"name\":` in front, or remove it")
                }
                Tok::Colon | Tok::Equals => {
                    self.bump();
                    let message = "a name is missing before the colon".to_owned();
                    self.nameless(token, message, "write the name in double quotes in front")
                }
                Tok::Text(_) | Tok::Bare => {
                    entries.extend(self.member());
                    self.separator(Bracket::Curly);
                    Go::On
                }
                _ => self.between(token, Bracket::Curly),
            };
            if go == Go::Out {
                break;
            }
        }
        let (open, seen) = self.leave();
        self.close(Kind::Object(entries, seen), &open)
    }

    /// A list; the next token is its `[`.
    pub(super) fn list(&mut self) -> Node {
        self.enter(Bracket::Square);
        let mut items = Vec::new();
        loop {
            let token = self.peek(0);
            let named = matches!(token.kind, Tok::Text(_) | Tok::Bare)
                && matches!(self.peek(1).kind, Tok::Colon | Tok::Equals);
            let go = match token.kind {
                Tok::Text(_) | Tok::Bare if named && self.lacks(Bracket::Square) => {
                    self.forgotten(Bracket::Square)
                }
                Tok::Text(_) | Tok::Bare if named => {
                    self.bump();
                    self.bump();
                    let message =
                        format!("the member {} stands in a list", shown(self.words(token)));
                    self.nameless(token, message, "put `{` and `}` around the members")
                }
                Tok::Colon | Tok::Equals => {
                    self.bump();
                    let message = format!("this {} has no place in a list", self.quote(token));
                    self.guess(token.start..token.end, message, "write a comma or remove it");
                    Go::On
                }
                Tok::Open(_) | Tok::Text(_) | Tok::Bare => {
                    items.push(self.value());
                    self.separator(Bracket::Square);
                    Go::On
                }
                _ => self.between(token, Bracket::Square),
            };
            if go == Go::Out {
                break;
            }
        }
        let (open, seen) = self.leave();
        self.close(Kind::List(items, seen), &open)
    }

    fn enter(&mut self, bracket: Bracket) {
        let token = self.bump();
        *self.depth.of(bracket) += 1;
        self.open.push(Open { bracket, start: token.start, partly: false, doubled: 0 });
    }

    /// Takes the innermost object or list off, and whatever closes its doubled brackets.
    fn leave(&mut self) -> (Open, Seen) {
        let nothing = Open { bracket: Bracket::Curly, start: self.end, partly: true, doubled: 0 };
        let mut open = self.open.pop().unwrap_or(nothing);
        let bracket = open.bracket;
        *self.depth.of(bracket) -= 1;
        while open.doubled > 0
            && self.rest.get(bracket) > self.depth.get(bracket)
            && self.peek(0).kind == Tok::Close(bracket)
        {
            self.bump();
            open.doubled -= 1;
        }
        let seen = if open.partly { Seen::Partly } else { Seen::Whole };
        (open, seen)
    }

    /// Fewer of these brackets are closed in what follows than are open.
    fn lacks(&self, bracket: Bracket) -> bool {
        self.rest.get(bracket) < self.depth.get(bracket)
    }

    /// More of these brackets are closed in what follows than are open.
    fn exceeds(&self, bracket: Bracket) -> bool {
        self.rest.get(bracket) > self.depth.get(bracket)
    }

    fn quote(&self, token: Token) -> String {
        shown(self.piece(token))
    }

    /// Whether nothing but the bracket itself was taken.
    fn just_opened(&self) -> bool {
        let text = self.text.get(..self.end).unwrap_or_default();
        text.ends_with('{')
    }

    /// A second `{` right after the first: read as one.
    fn doubled(&mut self) -> Go {
        let token = self.bump();
        let first = self.open.last_mut().map(|open| {
            open.doubled += 1;
            open.start
        });
        let labels = first.map(|start| self.label(start, "the first one")).unwrap_or_default();
        self.partly();
        self.report.add_with(
            token.start..token.end,
            "a second `{` follows the first".to_owned(),
            "remove one of them, and the `}` that belongs to it if there is one",
            labels,
        );
        Go::On
    }

    /// The bracket that closes the innermost object or list was forgotten before here.
    fn forgotten(&mut self, bracket: Bracket) -> Go {
        let start = self.open.last().map_or(self.end, |open| open.start);
        let labels = self.label(start, "opened here");
        self.partly();
        // A comma that was taken already belongs behind the forgotten bracket.
        let before = self.text.get(..self.end).unwrap_or_default();
        self.comma = before.ends_with(',');
        let at = if self.comma { before.trim_end_matches(',').trim_end().len() } else { self.end };
        self.report.add_with(
            at..at,
            format!("the `{}` is not closed before here", bracket.open()),
            format!("write `{}` here", bracket.close()),
            labels,
        );
        let parent = self.open.len().checked_sub(2).and_then(|at| self.open.get_mut(at));
        if let Some(parent) = parent {
            parent.partly = true;
        }
        Go::Out
    }

    /// A value in an object without a name, reported at `token`, or a member in a list.
    fn nameless(&mut self, token: Token, message: String, help: &str) -> Go {
        self.guess(token.start..token.end, message, help);
        if matches!(self.peek(0).kind, Tok::Open(_) | Tok::Text(_) | Tok::Bare) {
            self.value();
            let inner = self.open.last().map_or(Bracket::Curly, |open| open.bracket);
            self.separator(inner);
        }
        Go::On
    }

    /// What may stand where a member is expected but begins none.
    fn between(&mut self, token: Token, bracket: Bracket) -> Go {
        let range = token.start..token.end;
        match token.kind {
            Tok::Close(other) if other == bracket => {
                self.bump();
                Go::Out
            }
            Tok::Close(other) => self.wrong_bracket(token, bracket, other),
            Tok::End => {
                let nothing = Open { bracket, start: self.end, partly: true, doubled: 0 };
                let open = self.open.last_mut().map_or(nothing, |open| {
                    open.partly = true;
                    Open { doubled: 0, ..*open }
                });
                self.unclosed.push(open);
                Go::Out
            }
            _ => {
                self.bump();
                let message = format!("this {} separates nothing", self.quote(token));
                self.guess(range, message, "remove it, or write what is missing before it");
                Go::On
            }
        }
    }

    /// A closing bracket of the other kind: mistyped, surplus, or the right one was forgotten.
    fn wrong_bracket(&mut self, token: Token, inner: Bracket, other: Bracket) -> Go {
        if self.lacks(inner) && !self.exceeds(other) && self.depth.get(other) > 0 {
            return self.forgotten(inner);
        }
        if !self.lacks(inner) && self.exceeds(other) {
            self.surplus();
            return Go::On;
        }
        let start = self.open.last().map_or(self.end, |open| open.start);
        let labels = self.label(start, "opened here");
        self.bump();
        self.partly();
        self.report.add_with(
            token.start..token.end,
            format!("a `{}` closes what a `{}` opened", other.close(), inner.open()),
            format!("write `{}`", inner.close()),
            labels,
        );
        Go::Out
    }

    /// A member; the next token is its name.
    fn member(&mut self) -> Option<Entry> {
        let name = self.peek(0);
        let next = self.peek(1);
        let value_next = matches!(next.kind, Tok::Text(_) | Tok::Bare | Tok::Open(_));
        let colon_later = value_next && self.peek(2).kind == Tok::Colon;
        let colon = matches!(next.kind, Tok::Colon | Tok::Equals);
        if !colon && (!value_next || colon_later) {
            self.bump();
            let range = name.start..name.end;
            let words = shown(self.words(name));
            self.partly();
            if next.kind != Tok::End {
                let message = format!("the member {words} has no value");
                self.report.add(range, message, "write a colon and its value, or remove it");
            }
            return None;
        }
        self.bump();
        let key = self.unquote(name);
        let key_span = self.report.span(name.start..name.end);
        if colon {
            self.bump();
            if next.kind == Tok::Equals {
                let message = format!("{} stands where a colon belongs", self.quote(next));
                self.report.add(next.start..next.end, message, "write `:`");
            }
        } else {
            self.report.add(
                name.end..name.end,
                format!("a colon is missing after {}", shown(&key)),
                "write `:` between the name and its value",
            );
        }
        let value = self.member_value(&key);
        Some(Entry { key: key.into(), key_span, value, form: Form::Argument })
    }

    /// The value of the member `key`; what stands before it is taken.
    fn member_value(&mut self, key: &str) -> Node {
        let token = self.peek(0);
        let broken = self.text.get(self.end..token.start).unwrap_or_default().contains('\n');
        let present = match token.kind {
            Tok::Open(_) => true,
            // On the next line and before a colon it is the next name.
            Tok::Text(_) | Tok::Bare => !(broken && self.peek(1).kind == Tok::Colon),
            _ => false,
        };
        if present {
            return self.value();
        }
        self.partly();
        // Where the value is missing nobody misses the comma after it.
        self.comma = token.kind != Tok::Comma;
        if token.kind != Tok::End {
            let message = format!("the member {} has no value", shown(key));
            self.report.add(self.end..self.end, message, "write its value after the colon");
        }
        self.absent_value()
    }

    /// What stands between two members of a `bracket`.
    fn separator(&mut self, bracket: Bracket) {
        if !std::mem::take(&mut self.comma) {
            while self.misplaced(bracket) {}
        }
    }

    /// One thing between two members; whether the separator is still to come.
    fn misplaced(&mut self, bracket: Bracket) -> bool {
        let token = self.peek(0);
        let range = token.start..token.end;
        match token.kind {
            Tok::Comma => {
                let next = self.peek(1).kind;
                if next == Tok::Close(bracket) {
                    let last = if bracket == Bracket::Curly { "member" } else { "element" };
                    let message = format!("a comma follows the last {last}");
                    self.report.add(range, message, "remove it");
                }
                self.bump();
            }
            Tok::Semicolon => {
                self.bump();
                let message = "`;` stands where a comma belongs".to_owned();
                self.report.add(range, message, "write `,`");
            }
            Tok::Colon | Tok::Equals => {
                self.bump();
                let message = format!("this {} follows a value", self.quote(token));
                self.guess(range, message, "write a comma and a name, or remove it");
                if matches!(self.peek(0).kind, Tok::Open(_) | Tok::Text(_) | Tok::Bare) {
                    self.value();
                }
                return true;
            }
            Tok::Text(_) | Tok::Bare if bracket == Bracket::Curly && !self.named() => {
                self.bump();
                let message = format!("{} has no place after a value", self.quote(token));
                self.guess(range, message, "remove it, or put it into the text before");
                return true;
            }
            Tok::Open(_) if bracket == Bracket::Curly => {}
            Tok::Text(_) | Tok::Bare | Tok::Open(_) => self.report.add(
                self.end..self.end,
                "a comma is missing here".to_owned(),
                "write `,` between the two",
            ),
            Tok::Close(_) | Tok::End | Tok::Comment | Tok::Blank | Tok::Shell => {}
        }
        false
    }

    /// Whether the next token is the name of a member.
    fn named(&mut self) -> bool {
        matches!(self.peek(1).kind, Tok::Colon | Tok::Equals | Tok::Text(_) | Tok::Open(_))
    }
}
