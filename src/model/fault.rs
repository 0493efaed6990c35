//! What a schema holds against how something is written.

use super::Format;
use crate::node::Node;
use crate::source::Span;

/// Something a schema does not allow.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// The place that a person has to edit: a value, a name, or the header of what lacks something.
    pub at: Node,
    /// The argument it is about.
    pub name: String,
    /// Where `name` belongs: `target`, `subjects[0]`; empty for the resource itself.
    pub path: String,
}

/// What a [`Fault`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A required argument, block or member is not there.
    Missing {
        /// It is a block rather than an argument.
        block: bool,
    },
    /// The schema has no such argument; these are the ones that it has there.
    Unknown {
        /// The names that the schema knows in that place.
        known: Vec<String>,
        /// What was meant, as far as that is evident.
        meant: Option<Meant>,
    },
    /// A value of the wrong type.
    WrongType {
        /// What belongs there, such as "a list of texts".
        wanted: String,
        /// What the value has to be put between to fit, where that is all.
        between: Option<[&'static str; 2]>,
    },
    /// An empty list where at least one element is needed.
    Empty,
    /// Set beside other arguments that exclude it.
    Conflict {
        /// The other arguments, and where they are set.
        others: Vec<(String, Span)>,
    },
    /// None of these, of which one is needed.
    NoneOf {
        /// The arguments.
        names: Vec<String>,
    },
    /// Only the server sets it.
    ServerSet,
    /// Only the provider sets it.
    Computed {
        /// The block in which an argument of this name may be written.
        block: Option<String>,
    },
    /// A value that is not allowed.
    Invalid {
        /// The values that are; none where there is no such list.
        values: Vec<String>,
        /// What a value has to look like, in words.
        form: String,
    },
    /// More blocks of this name than are allowed.
    TooMany {
        /// How many there may be.
        most: usize,
        /// The first of them.
        first: Span,
        /// It says the same as the first.
        same: bool,
    },
    /// A block that is written as an argument.
    NotBlock,
    /// It belongs to the other format of policies.
    Mixed {
        /// The format of everything else.
        format: Format,
        /// What it is called there.
        instead: String,
    },
    /// It is deprecated.
    Deprecated {
        /// What to write instead.
        instead: String,
        /// What each of its values is called there.
        values: Vec<(String, String)>,
        /// The new argument is there as well.
        both: bool,
    },
}

/// What somebody meant who wrote a name that the schema does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Another name of the same place.
    Name(String, Rename),
    /// Something that is said in another way: what to do.
    Advice(String),
}

/// Whether writing the other name is all there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rename {
    /// It is.
    Enough,
    /// It is, if that one is meant at all: the names are only alike.
    Guess,
    /// The value or the way it is written has to change too: into what, if one can say.
    Unfit(Option<&'static str>),
    /// The other one is there already.
    Taken,
}
