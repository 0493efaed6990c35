//! Suppressions that do not do what somebody wanted of them.

use crate::source::Span;

/// A suppression with something wrong in it, as the rules about suppressions report it.
#[derive(Clone, Debug)]
pub struct Slip {
    /// What sort of thing is wrong.
    pub kind: SlipKind,
    /// The place to look at.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// How to mend it.
    pub mend: Option<Mend>,
}

/// What is wrong with a [`Slip`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// It looks like a suppression and is none.
    Malformed,
    /// It suppresses nothing.
    Unused,
}

/// How a [`Slip`] can be mended.
#[derive(Clone, Debug)]
pub struct Mend {
    /// What it does, in a few words.
    pub title: String,
    /// What is replaced.
    pub span: Span,
    /// By what; without it, the member at that place is removed with its comma.
    pub text: Option<String>,
    /// It is a guess.
    pub unsure: bool,
}
