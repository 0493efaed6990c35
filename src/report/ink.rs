//! What is bold and in which colour.

use crate::finding::Level;

/// A way to write a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// An error, or a bad example.
    Error,
    /// A warning.
    Warning,
    /// Advice.
    Info,
    /// All is well, or a good example.
    Good,
    /// A heading.
    Bold,
    /// What matters less.
    Dim,
}

impl Ink {
    /// The ink for a level.
    pub(crate) fn of(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }

    /// `text` in this ink, or plain where there is no colour.
    pub(crate) fn paint(self, color: bool, text: &str) -> String {
        let code = match self {
            Self::Error => "1;91",
            Self::Warning => "1;93",
            Self::Info => "1;96",
            Self::Good => "1;92",
            Self::Bold => "1",
            Self::Dim => "2",
        };
        if color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
