//! What is known of a value that is not known.

use super::{Kind, Reference};
use std::borrow::Cow;
use std::sync::Arc;

/// Why a value is not known, and what is known of it all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Why, in a few words, for instance "variable `x` has no default"; nothing where what it refers to is
    /// the reason. [`Self::why`] always says it.
    pub reason: Cow<'static, str>,
    /// What it refers to, if it is a plain reference.
    pub reference: Option<Reference>,
    /// Whether it may turn out to be null.
    pub null: bool,
    /// What type it will be of, if that is known and simple.
    pub scalar: Option<Scalar>,
    /// Terraform would surely refuse it, so that `try` goes on to its next argument.
    pub refused: bool,
    /// What Terraform itself foresees of it.
    pub range: Range,
}

/// What Terraform foresees of a value that it does not know, and works with.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Range {
    /// It is not null.
    pub there: bool,
    /// A number is no smaller, a list, set or map no shorter than this.
    pub least: Option<String>,
    /// A number is no larger, a list, set or map no longer than this.
    pub most: Option<String>,
    /// Of the text in front of this first unknown piece of a text only so many bytes are foreseen.
    pub prefix: Option<usize>,
}

/// A simple type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Terraform's `string`.
    Text,
    /// Terraform's `number`.
    Number,
    /// Terraform's `bool`.
    Bool,
}

impl Unknown {
    /// Not known because of `why`, and maybe null.
    pub fn because(why: impl Into<Cow<'static, str>>) -> Self {
        let range = Range::default();
        let (reason, reference, scalar) = (why.into(), None, None);
        Self { reason, reference, null: true, scalar, refused: false, range }
    }

    /// Not known before `reference` is, and maybe null.
    pub fn before(reference: Reference) -> Self {
        Self { reference: Some(reference), ..Self::because("") }
    }

    /// Why it is not known, in a few words. There are many references, and hardly any is asked.
    pub fn why(&self) -> Cow<'_, str> {
        match &self.reference {
            Some(reference) if self.reason.is_empty() => reference.known_later().into(),
            _ => Cow::Borrowed(&self.reason),
        }
    }
}

impl Kind {
    /// Not decidable from the text.
    pub fn unknown(unknown: Unknown) -> Self {
        Self::Unknown(Arc::new(unknown))
    }
}

/// A piece of a text that is not wholly known.
#[derive(Clone, Debug)]
pub enum Piece {
    /// These very characters.
    Text(String),
    /// Any characters.
    Unknown(Arc<Unknown>),
}

impl Piece {
    /// Any characters.
    pub fn unknown(unknown: Unknown) -> Self {
        Self::Unknown(Arc::new(unknown))
    }

    /// The characters, if they are known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Unknown(_) => None,
        }
    }
}
