//! How far a question about one instance of a block is decided, and why not.

use bluelint::model::Field;
use bluelint::node::{Kind, Piece, Unknown};

/// What bluelint can say to a question. The order is that of how much it can say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// Not decided, and why.
    Open(String),
    /// One of several that are all known, as a condition has it that nobody decides here.
    Several,
    /// Just one.
    One,
}

/// Whether a value that is not there answers the question too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// It does: a policy without resource type is one for every type.
    Answers,
    /// It does not: a policy without service is about something else.
    Is(&'static str),
}

impl Answer {
    pub(crate) fn open(why: impl Into<String>) -> Self {
        Self::Open(why.into())
    }

    /// One, if the question is answered at all.
    pub(crate) fn only_if(is_so: bool, otherwise: &str) -> Self {
        if is_so { Self::One } else { Self::open(otherwise) }
    }

    /// All possibilities of `value`, each judged by `judge`.
    pub(crate) fn of(value: &Field, judge: impl Fn(&Field) -> Self) -> Self {
        let each = value.each();
        let most = if each.len() > 1 { Self::Several } else { Self::One };
        each.map(judge).fold(most, Self::min)
    }
}

/// A text that is wholly known. Where a condition makes it one or nothing, it is known as well.
pub(crate) fn text(value: &Field, absence: Absence) -> Answer {
    let is_text = |one: &&Field| one.text().is_some_and(|text| !text.is_empty());
    let is_some = value.each().any(|one| is_text(&one));
    let absence = if is_some { Absence::Answers } else { absence };
    Answer::of(value, |one| match &one.kind {
        Kind::Text(text) if text.is_empty() => Answer::open("it is an empty text"),
        Kind::Text(_) => Answer::One,
        _ => other(one, absence),
    })
}

/// What is to be said of a possibility that is no known text.
pub(crate) fn other(one: &Field, absence: Absence) -> Answer {
    match &one.kind {
        // The defaults make it so, and they are there to be changed.
        Kind::Null if one.computed => Answer::open("a condition makes it null by the defaults"),
        Kind::Absent | Kind::Null => match absence {
            Absence::Answers => Answer::One,
            Absence::Is(why) => Answer::open(why),
        },
        Kind::Unknown(unknown) => Answer::open(unknown.why()),
        Kind::Template(pieces) => {
            let mut unknown = pieces.iter().filter_map(unknown);
            let why = unknown.next().map_or("nothing".into(), Unknown::why);
            Answer::open(format!("in a template: {why}"))
        }
        _ => Answer::open(format!("it is {}", one.sort())),
    }
}

fn unknown(piece: &Piece) -> Option<&Unknown> {
    match piece {
        Piece::Unknown(unknown) => Some(unknown),
        Piece::Text(_) => None,
    }
}

/// Whether it is there at all.
pub(crate) fn presence(value: &Field) -> Answer {
    Answer::of(value, |one| match &one.kind {
        Kind::Unknown(unknown) if !unknown.null => Answer::One,
        Kind::Template(_) | Kind::List(..) | Kind::Object(..) | Kind::Text(_) => Answer::One,
        _ => other(one, Absence::Answers),
    })
}

/// A list of texts that are all known.
pub(crate) fn texts(value: &Field) -> Answer {
    Answer::of(value, |list| match list.items() {
        Some([]) => Answer::open("it is an empty list"),
        Some(items) if list.is_whole() => {
            let items = items.iter().map(|item| text(item, Absence::Is("null in a list")));
            items.fold(Answer::One, Answer::min)
        }
        Some(_) => Answer::open("it is a list of which a part is not known"),
        None => other(list, Absence::Is("not written")),
    })
}
