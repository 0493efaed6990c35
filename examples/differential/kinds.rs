//! What an expression is to be worth, and how the table of functions writes it.

use crate::random::Random;

/// A type, loosely: where a list is wanted a tuple may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Bool,
    List(Box<Kind>),
    Set(Box<Kind>),
    Map(Box<Kind>),
    Object(Vec<(String, Kind)>),
    /// Whatever the wanted type has in its place.
    Any,
    /// A text or number that a function needs to be of some form: `cidr`, `time`.
    Form(&'static str),
}

impl Kind {
    /// Reads `s`, `n`, `b`, `T`, `[s]`, `<s>`, `{s}`; any other word is a form.
    pub(crate) fn read(word: &'static str) -> Self {
        let inner = || Box::new(Self::read(&word[1..word.len() - 1]));
        match word {
            "s" => Self::Text,
            "n" => Self::Number,
            "b" => Self::Bool,
            "T" => Self::Any,
            _ if word.starts_with('[') => Self::List(inner()),
            _ if word.starts_with('<') => Self::Set(inner()),
            _ if word.starts_with('{') => Self::Map(inner()),
            form => Self::Form(form),
        }
    }

    /// What `T` has to stand for so that a result of this type is what is wanted: `T` itself where
    /// that does not matter, nothing where it is another type anyway.
    pub(crate) fn matches(&self, wanted: &Self) -> Option<Self> {
        match (self, wanted) {
            (Self::Any, _) => Some(wanted.clone()),
            (Self::List(one), Self::List(other))
            | (Self::Set(one), Self::Set(other))
            | (Self::Map(one), Self::Map(other)) => one.matches(other),
            _ => (self == wanted).then_some(Self::Any),
        }
    }

    /// This type with `T` put in.
    pub(crate) fn filled(&self, any: &Self) -> Self {
        let inner = |inner: &Self| Box::new(inner.filled(any));
        match self {
            Self::Any => any.clone(),
            Self::List(element) => Self::List(inner(element)),
            Self::Set(element) => Self::Set(inner(element)),
            Self::Map(element) => Self::Map(inner(element)),
            _ => self.clone(),
        }
    }

    /// A simple type.
    pub(crate) fn simple(random: &mut Random) -> Self {
        random.pick(&[Self::Text, Self::Text, Self::Number, Self::Bool]).clone()
    }

    /// Any type of at most `depth` levels of collections.
    pub(crate) fn random(random: &mut Random, depth: usize) -> Self {
        if depth == 0 || random.chance(45) {
            return Self::simple(random);
        }
        let inner = Box::new(Self::random(random, depth - 1));
        match random.below(10) {
            0..=4 => Self::List(inner),
            5 => Self::Set(Box::new(Self::simple(random))),
            6..=7 => Self::Map(inner),
            _ => {
                let other = Self::random(random, depth - 1);
                Self::Object(vec![("a".to_owned(), *inner), ("b".to_owned(), other)])
            }
        }
    }
}
