//! Words for what is wrong in and around values.

use super::View;
use crate::parse::hcl::token::{Kind, Token};
use crate::source::{Problem, Span};

impl View<'_> {
    /// Something that begins no value.
    pub(super) fn value(&self) -> Problem {
        let (here, before) = (self.token(self.here), self.before());
        let ends = here.is_none_or(|token| {
            matches!(token.kind, Kind::Newline | Kind::Close(_) | Kind::TemplateClose)
        }) || self.found() == ",";
        let range = before.map_or(self.place(), Token::range);
        let word = self.word(before);
        match (before.map(|token| token.kind), self.found()) {
            (_, "==") if before.is_some_and(|token| token.kind == Kind::Ident) => self.tell(
                self.place(),
                "`==` stands where an argument has its `=`",
                "write a single `=`",
            ),
            (Some(Kind::Op), _) if ends && matches!(word, "=" | ":" | "=>") => self.tell(
                range,
                format!("no value follows this `{word}`"),
                "write the value on the same line, or take the argument away",
            ),
            (Some(Kind::Op), _) if ends && word != "," => self.tell(
                range,
                format!("nothing follows `{word}` on this line"),
                "put the whole expression in parentheses to write it on several lines",
            ),
            (Some(Kind::TemplateOpen), _) if ends => self.tell(
                range.start..self.place().end,
                "there is nothing between `${` and `}`",
                "",
            ),
            (_, "") => self.unexpected(),
            (_, ",") => self.tell(
                self.place(),
                "nothing stands before this `,`",
                "end the line before with the `,`, or take it away",
            ),
            (_, found) => self.tell(self.place(), format!("`{found}` begins no value"), ""),
        }
    }

    fn starts_value(&self) -> bool {
        self.token(self.here).is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Ident | Kind::Number | Kind::QuoteOpen | Kind::HeredocOpen | Kind::Open(_)
            )
        })
    }

    /// Two members, elements or arguments with nothing between them.
    pub(super) fn separator(&self, what: &str) -> Problem {
        let before = self.before().map_or(self.place(), |token| self.whole(token));
        if let Some(problem) = self.glued() {
            return problem;
        }
        let in_list =
            self.opener().is_none_or(|token| token.kind != Kind::Open(b'(') || self.is_call(token));
        if !self.starts_value() || !in_list {
            return match self.found() {
                "=" if what == "`,`" => self.tell(
                    self.place(),
                    "`=` has no place in a list or call",
                    "write `{ name = value }` for an object",
                ),
                _ => self.unexpected(),
            };
        }
        let help = format!("write {what} between the two");
        let next = self.text.get(self.place()).unwrap_or_default();
        let next =
            if next.len() > 40 || next.contains('\n') { "this" } else { &format!("`{next}`") };
        let message = format!("{what} is missing before {next}");
        let mut problem = self.tell(self.place(), message, &help);
        let end = before.end;
        problem
            .labels
            .push((Span::new(self.source, before.start..end), "the last one ends here".to_owned()));
        problem
    }

    fn is_call(&self, open: &Token) -> bool {
        let before = self.lexed.tokens.iter().take(self.here).rev();
        let mut before = before.skip_while(|token| token.start >= open.start);
        before.find(|token| token.is_code()).is_some_and(|token| token.kind == Kind::Ident)
    }

    /// A quote within a quoted text ended it too early.
    fn glued(&self) -> Option<Problem> {
        let (before, here) = (self.before()?, self.token(self.here)?);
        let glued = before.kind == Kind::QuoteClose
            && before.end == here.start
            && matches!(here.kind, Kind::Ident | Kind::Number | Kind::QuoteOpen);
        glued.then(|| {
            self.tell(
                before.range(),
                "the text ends at this quote, but something follows it directly",
                "write `\\\"` for a quote within the text",
            )
        })
    }

    /// Something on the line after the value of an argument or the end of a block.
    pub(super) fn after_value(&self) -> Problem {
        if let Some(problem) = self.glued() {
            return problem;
        }
        let before = self.before();
        let next = self.word(self.code_after());
        let after_block = before.is_some_and(|token| token.kind == Kind::Close(b'}'));
        match (self.token(self.here).map(|token| token.kind), self.found()) {
            (Some(Kind::Op), ",") => self.tell(
                self.place(),
                "`,` after an argument of a block",
                "take it away; arguments stand on lines of their own",
            ),
            (Some(Kind::Ident), found) if matches!(next, "=" | "{" | "\"") || after_block => self
                .tell(
                    self.place(),
                    format!("a line break is missing before `{found}`"),
                    "begin a new line here",
                ),
            (Some(Kind::Op), "=") => self.tell(self.place(), "a second `=` in one argument", ""),
            (Some(Kind::Newline) | None, _) => self.unexpected(),
            (Some(Kind::QuoteOpen), _) => self.tell(
                self.place(),
                "the value has ended before this text",
                "begin a new line here, or write both in one pair of quotes",
            ),
            (_, found) => self.tell(
                self.place(),
                format!("the value has ended before `{found}`"),
                "put a text in quotes, and each argument on a line of its own",
            ),
        }
    }

    /// The name of a member of an object without `=`.
    pub(super) fn member(&self) -> Problem {
        let before = self.before().map_or(self.place(), |token| self.whole(token));
        let name = self.text.get(before.clone()).unwrap_or_default();
        let name = name.split('\n').next().unwrap_or_default();
        self.tell(
            before.clone(),
            format!("`=` is missing after `{name}`"),
            "write `name = value` in an object, or `[ … ]` for a list",
        )
    }

    /// Something in `${ … }` after its expression.
    pub(super) fn template(&self) -> Problem {
        let range =
            self.opener().map_or(self.place(), |open| open.start as usize..self.place().end);
        self.tell(
            range,
            format!("`{}` does not belong into `${{…}}`", self.found()),
            "`${…}` is an expression of Terraform; write `$${…}` to have it in the text as it is",
        )
    }

    /// Half of a conditional, or a `for` without its colon.
    pub(super) fn colon(&self) -> Problem {
        let tokens = self.lexed.tokens.get(self.chunk.start..self.here.min(self.chunk.end));
        let mut marks = tokens.unwrap_or_default().iter().rev();
        let mark = marks.find(|token| matches!(self.word(Some(token)), "?" | "for"));
        match self.word(mark) {
            "?" => self.tell(
                mark.map_or(self.place(), Token::range),
                "the conditional lacks its `:`",
                "write `condition ? value : other value`",
            ),
            _ => {
                self.tell(self.place(), "`:` is missing in this `for`", "write `for x in list : …`")
            }
        }
    }
}
