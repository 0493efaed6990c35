//! What hcl-edit refused, in words: its place, the tokens there and a person's point of view.

mod values;

use super::problem;
use super::token::{Kind, Lexed, TOP, Token};
use crate::source::{Problem, SourceId, Span};
use std::ops::Range;

/// A place in a broken block at which hcl-edit stopped.
pub(super) struct View<'a> {
    source: SourceId,
    text: &'a str,
    lexed: &'a Lexed,
    /// The tokens of the block.
    chunk: Range<usize>,
    /// The token where it stopped, counted in the file.
    here: usize,
}

/// The second setting of an argument.
pub(super) fn set_twice(
    source: SourceId,
    name: &str,
    range: Range<usize>,
    first: Range<usize>,
) -> Problem {
    let mut problem = problem(source, range, format!("argument `{name}` is set twice"));
    problem.help = Some("keep one of the two".to_owned());
    problem.labels.push((Span::new(source, first), "first here".to_owned()));
    problem
}

impl<'a> View<'a> {
    /// The view from byte `at`, in the block made of the tokens `chunk`.
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        lexed: &'a Lexed,
        chunk: &Range<usize>,
        at: usize,
    ) -> Self {
        let tokens = lexed.tokens.get(chunk.clone()).unwrap_or_default();
        let mut here = tokens.partition_point(|token| token.end as usize <= at);
        while tokens.get(here).is_some_and(|token| token.kind == Kind::Comment) {
            here += 1;
        }
        Self { source, text, lexed, chunk: chunk.clone(), here: chunk.start + here }
    }

    fn token(&self, index: usize) -> Option<&'a Token> {
        self.lexed.tokens.get(index).filter(|_| self.chunk.contains(&index))
    }

    fn word(&self, token: Option<&Token>) -> &'a str {
        token.and_then(|token| self.text.get(token.range())).unwrap_or_default()
    }

    /// The last token before this place that is code.
    fn before(&self) -> Option<&'a Token> {
        let tokens = self.lexed.tokens.get(self.chunk.start..self.here.min(self.chunk.end));
        tokens.unwrap_or_default().iter().rev().find(|token| token.is_code())
    }

    fn code_after(&self) -> Option<&'a Token> {
        let tokens = self.lexed.tokens.get(self.here + 1..self.chunk.end.max(self.here + 1));
        tokens.unwrap_or_default().iter().find(|token| token.kind != Kind::Comment)
    }

    fn opener(&self) -> Option<&'a Token> {
        let parent = self.token(self.here).map_or(TOP, |token| token.parent);
        self.token(parent as usize)
    }

    fn tell(&self, range: Range<usize>, message: impl Into<String>, help: &str) -> Problem {
        let mut problem = problem(self.source, range, message);
        problem.help = (!help.is_empty()).then(|| help.to_owned());
        problem
    }

    /// The bytes at fault: the token, or where there is none, the end of the last.
    fn place(&self) -> Range<usize> {
        match self.token(self.here) {
            Some(token) if token.is_code() => self.whole(token),
            _ => self.before().map_or(0..0, |token| self.whole(token)),
        }
    }

    /// The bytes of a token, and of all of a quoted text.
    fn whole(&self, token: &Token) -> Range<usize> {
        let (start, end) = (token.start as usize, token.end as usize);
        let tokens = self.lexed.tokens.get(self.chunk.clone()).unwrap_or_default();
        let index = tokens.partition_point(|other| other.start < token.start);
        let (earlier, later) = tokens.split_at(index);
        let fits = |other: &&Token, kind| other.kind == kind && other.parent == token.parent;
        match token.kind {
            Kind::QuoteOpen => {
                let close = later.iter().find(|other| fits(other, Kind::QuoteClose));
                start..close.map_or(end, |close| close.end as usize)
            }
            Kind::QuoteClose => {
                let open = earlier.iter().rev().find(|other| fits(other, Kind::QuoteOpen));
                open.map_or(start, |open| open.start as usize)..end
            }
            _ => start..end,
        }
    }

    /// What a person should read for `message` of hcl-edit.
    pub(super) fn explain(&self, message: &str) -> Problem {
        let name = message.strip_prefix("invalid ").and_then(|rest| rest.split(';').next());
        match name {
            Some("nesting depth") => self.tell(
                self.place(),
                "nested more than 64 levels deep",
                "split it up, for instance with `locals`",
            ),
            Some("binary operation") => self.tell(
                self.place(),
                "more than 128 operators in one expression",
                "split it up, for instance with `locals`",
            ),
            Some("attribute") if message.contains("redefined") => self.twice(),
            Some("structure") => self.structure(),
            Some("attribute" | "block body") => self.body(),
            Some("expression") => self.value(),
            Some("object item") => self.separator("a line break or `,`"),
            Some("object value assignment") => self.member(),
            Some("traversal operator") => {
                self.tell(self.place(), "a name has to follow the `.`", "")
            }
            _ => self.expected(message.strip_prefix("expected ").unwrap_or_default()),
        }
    }

    fn expected(&self, what: &str) -> Problem {
        let opener = self.opener().map(|token| token.kind);
        match what {
            "`{`" => self.labels(),
            _ if what.contains("newline") || what.contains("eof") => self.after_value(),
            _ if what.contains("`]`") || what.contains("`)`") => self.separator("`,`"),
            "`}`" if opener == Some(Kind::TemplateOpen) => self.template(),
            "`:`" => self.colon(),
            "`=>`" => self.tell(
                self.place(),
                "`=>` is missing in this `for`",
                "write `{ for k, v in map : k => v }`",
            ),
            "`in`" => self.tell(
                self.place(),
                "`in` is missing in this `for`",
                "write `for x in list : …`",
            ),
            "`identifier`" | "identifier" => self.tell(
                self.place(),
                format!("a name is expected instead of `{}`", self.found()),
                "",
            ),
            "digit" => self.tell(self.place(), "the number lacks the digits after its `e`", ""),
            _ => self.unexpected(),
        }
    }

    fn found(&self) -> &'a str {
        let word = self.word(self.token(self.here));
        word.split(['\n', '\r']).next().unwrap_or_default()
    }

    fn unexpected(&self) -> Problem {
        match self.found() {
            "" => self.tell(self.place(), "something is missing after this", ""),
            "\"" => self.tell(self.place(), "a quoted text is not expected here", ""),
            found => self.tell(self.place(), format!("`{found}` is not expected here"), ""),
        }
    }

    fn twice(&self) -> Problem {
        let Some(again) = self.token(self.here) else { return self.unexpected() };
        let name = self.word(Some(again));
        let earlier = self.chunk.start..self.here;
        let first = earlier.filter_map(|index| {
            let (token, next) = (self.token(index)?, self.token(index + 1)?);
            let same = token.parent == again.parent && self.word(Some(token)) == name;
            (same && self.word(Some(next)) == "=").then(|| token.range())
        });
        match first.into_iter().next() {
            Some(first) => set_twice(self.source, name, again.range(), first),
            None => self.tell(
                again.range(),
                format!("argument `{name}` is set twice"),
                "keep one of the two",
            ),
        }
    }

    /// After the first name of an argument or block comes something else than `=`, `{` or a label.
    fn structure(&self) -> Problem {
        let (name, here) = (self.word(self.before()), self.token(self.here));
        let equals = format!("write `{name} = …`");
        let at = self.before().map_or(self.place(), Token::range);
        match (here.map(|token| token.kind), self.found()) {
            (Some(Kind::Op), ":") => {
                self.tell(self.place(), "`:` stands where an argument has its `=`", &equals)
            }
            (Some(Kind::Op), ".") => self.tell(
                at.start..self.place().end,
                "the name of an argument cannot have a `.`",
                "for a nested value write `name = { … }` or a block",
            ),
            (Some(Kind::Newline | Kind::Close(_)) | None, _) => self.tell(
                at,
                format!("`{name}` stands alone, without a value or a block"),
                &format!("write `{name} = …` or `{name} {{ … }}`"),
            ),
            (Some(Kind::Op), found) => self.tell(
                self.place(),
                format!("`{found}` stands where an argument has its `=`"),
                &equals,
            ),
            _ => self.tell(at, format!("`=` is missing after `{name}`"), &equals),
        }
    }

    /// After the labels of a block there is no `{`.
    fn labels(&self) -> Problem {
        let here = self.token(self.here);
        let first = self.statement();
        let (name, token) = (self.word(first), first.map_or(self.place(), Token::range));
        match here.map(|token| token.kind) {
            Some(Kind::QuoteOpen) => self.tell(
                self.place(),
                "a block label must be a plain text",
                "write the label out; `${…}` does not work there",
            ),
            _ if self.word(self.code_after()) == "{" => self.tell(
                token,
                format!("the `{{` of block `{name}` has to stand on the same line"),
                "move it up",
            ),
            _ if self.found() == "=" => self.tell(
                token.start..self.before().map_or(token.end, |last| last.end as usize),
                "the name of an argument is one word without quotes",
                "",
            ),
            _ => self.tell(
                token,
                format!("`=` is missing after `{name}`"),
                &format!("write `{name} = …`, or for a block `{name} … {{`"),
            ),
        }
    }

    /// The first token of the argument or block around this place, on the same level.
    fn statement(&self) -> Option<&'a Token> {
        let last = self.before()?;
        let earlier = self.lexed.tokens.get(self.chunk.start..self.here.min(self.chunk.end))?;
        let same = earlier.iter().rev().take_while(|token| token.kind != Kind::Newline);
        same.filter(|token| token.parent == last.parent && token.is_code()).last()
    }

    /// Something that begins no argument in a block.
    fn body(&self) -> Problem {
        let here = self.token(self.here);
        let open = here.map_or(TOP, |token| token.parent) as usize;
        let inside = self.lexed.tokens.get(open.saturating_add(1)..self.here).unwrap_or_default();
        let one_line = !inside.is_empty() && inside.iter().all(|token| token.kind != Kind::Newline);
        if one_line {
            return self.tell(
                self.place(),
                "a block on one line can hold only one argument",
                "put each argument and the `}` on lines of their own",
            );
        }
        match (here.map(|token| token.kind), self.found()) {
            (Some(Kind::QuoteOpen), _) => self.tell(
                self.place(),
                "the name of an argument or block stands without quotes",
                "take the quotes away",
            ),
            (_, "") => self.unexpected(),
            (_, found) => {
                self.tell(self.place(), format!("`{found}` begins no argument and no block"), "")
            }
        }
    }
}
