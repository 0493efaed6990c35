//! What the lexer makes of a text: tokens, and the troubles it met.

use std::ops::Range;

/// The parent of what stands at the top level.
pub(super) const TOP: u32 = u32::MAX;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Ident,
    Number,
    QuoteOpen,
    QuoteClose,
    /// A piece of a quoted text or heredoc.
    Text,
    /// `${` or `%{`.
    TemplateOpen,
    TemplateClose,
    /// `<<EOT` with its line break.
    HeredocOpen,
    /// The closing word.
    HeredocClose,
    /// `(`, `[` or `{`.
    Open(u8),
    Close(u8),
    Newline,
    Comment,
    Op,
    /// Something that HCL has no use for.
    Junk,
}

/// A token with its place, and the token that opened what it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) parent: u32,
    /// For an opening token: whether line breaks within it mean something.
    pub(super) lines: bool,
    /// For an opening brace: whether an object or map begins with it rather than a block.
    pub(super) object: bool,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Neither a comment nor a line break.
    pub(super) fn is_code(&self) -> bool {
        !matches!(self.kind, Kind::Comment | Kind::Newline)
    }
}

/// What is wrong with the letters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    OpenQuote,
    OpenTemplate,
    OpenBracket,
    Surplus,
    OpenHeredoc,
    /// The closing word is the last of the file, without a line break.
    HeredocAtEnd,
    OpenComment,
    Escape,
    Junk,
    Conflict,
    /// An address without quotes: a number with two points in it.
    DottedNumber,
    /// A line that begins with an operator where a line break ends the argument.
    LeadingOperator,
}

impl Fault {
    /// A surer cause explains more than the brackets that do not match because of it.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Conflict => 0,
            Self::OpenBracket | Self::Surplus => 2,
            Self::LeadingOperator => 3,
            _ => 1,
        }
    }
}

/// A fault with the place to edit and the place where it was noticed.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub(super) fault: Fault,
    pub(super) range: Range<usize>,
    pub(super) noticed: Range<usize>,
}

/// A text in tokens.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) troubles: Vec<Trouble>,
    /// Tokens before which a new top-level block was seen although the last one was still open.
    pub(super) cuts: Vec<u32>,
}
