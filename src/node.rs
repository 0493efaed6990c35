//! How a thing is written, and what it may be worth: one tree for JSON, HCL and whatever comes later.

mod combinations;
mod each;
mod members;
mod paths;
mod place;
mod reference;
mod same;
mod trail;
mod types;
mod unknown;

pub use self::combinations::every_combination;
pub use self::each::Each;
pub use self::members::Members;
pub use self::place::{Located, Place};
pub use self::reference::{Reference, first_step, levels, modules_in, steps, without_indexes};
pub use self::trail::{How, Stamp, Step, Trail};
pub use self::types::{Member, Type, all};
pub use self::unknown::{Piece, Range, Scalar, Unknown};
use crate::source::{Literal, Span};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::Arc;

/// A value with its place. Where a value was followed through locals and variables, the place is
/// the literal that a person has to edit, and the trail says how it got here.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is worth.
    pub kind: Kind,
    /// The literal; for a computed value the expression that computes it.
    pub span: Span,
    /// The text between quotes that a fix may change, if the value is spelled there as it is.
    pub literal: Option<Literal>,
    /// How the value came from its literal to where it is used, nearest the literal first.
    pub trail: Trail,
    /// Computed from several places, so that no single literal spells it; also what is empty because
    /// a condition says so.
    pub computed: bool,
    /// What sort of list or object it is; says nothing of anything else.
    pub collection: Collection,
    /// The type of what is not there to show it: of null and of an unknown value its own, of an empty
    /// list, set or map that of its elements.
    pub of: Option<Arc<Type>>,
    /// With how many binary digits Terraform holds a number, whose decimal digits are the shortest
    /// that say which. 0 where that is not known, or where it is no number.
    pub bits: u16,
    /// Of one of several, what Terraform foresees of it.
    pub foreseen: Option<Arc<Range>>,
}

/// What Terraform takes a [`Kind::List`] or [`Kind::Object`] for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Collection {
    /// As it is written: a tuple or an object, each part of its own type.
    #[default]
    Plain,
    /// A list: all elements of one type.
    List,
    /// A set: all elements of one type, each once, in their order.
    Set,
    /// A map: all members of one type.
    Map,
}

/// What a [`Node`] is worth.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Not written at all; the span is that of the container that lacks it.
    Absent,
    /// Written as `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the decimal digits that Terraform prints.
    Number(SmolStr),
    /// A text that is wholly known. Most are short, which takes no memory of their own, and the copies
    /// of a long one share it.
    Text(SmolStr),
    /// A text with unknown pieces, of which at least one piece is unknown.
    Template(Vec<Piece>),
    /// A list, tuple or set.
    List(Vec<Node>, Seen),
    /// An object, map or block, in the order written; a name may stand twice.
    Object(Vec<Entry>, Seen),
    /// One of these, depending on what is not known; at most 8.
    OneOf(Vec<Choice>),
    /// Not decidable from the text. Shared by its copies, of which there are many, for it is far larger
    /// than all others.
    Unknown(Arc<Unknown>),
}

/// Whether all of a list or object was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing is missing.
    Whole,
    /// There may be more, for instance from a `dynamic` block.
    Partly,
}

/// A member, argument or block of an object.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub key: SmolStr,
    /// Where the name stands; for a block its header.
    pub key_span: Span,
    /// Its value. For nested blocks a list of objects, one for each block of that name.
    pub value: Node,
    /// How it is written.
    pub form: Form,
}

/// How an [`Entry`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `name = value`, or a JSON member.
    Argument,
    /// `name { … }`; the value is the list of the blocks of that name.
    Block,
}

/// One possibility of a [`Kind::OneOf`].
#[derive(Clone, Debug)]
pub struct Choice {
    /// The decisions under which it holds: which condition, and how it went.
    pub when: Vec<(Decision, bool)>,
    /// What it is then.
    pub value: Node,
}

/// An undecided condition, the same number for the same condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decision(pub u64);

impl Node {
    /// A value spelled at `span`.
    pub fn new(kind: Kind, span: Span) -> Self {
        let (literal, trail) = (None, Trail::default());
        let (collection, of, foreseen) = (Collection::Plain, None, None);
        Self { kind, span, literal, trail, computed: false, collection, of, bits: 0, foreseen }
    }

    /// A value that several places make up together, at the expression `span`.
    pub fn computed(kind: Kind, span: Span) -> Self {
        Self { computed: true, ..Self::new(kind, span) }
    }

    /// Nothing, in the container at `span`.
    pub fn absent(span: Span) -> Self {
        Self::new(Kind::Absent, span)
    }

    /// A value that cannot be decided.
    pub fn unknown(span: Span, why: impl Into<Cow<'static, str>>) -> Self {
        Self::computed(Kind::unknown(Unknown::because(why)), span)
    }

    /// A value that Terraform would refuse to compute.
    pub fn refused(span: Span, why: impl Into<Cow<'static, str>>) -> Self {
        let unknown = Unknown { refused: true, ..Unknown::because(why) };
        Self::computed(Kind::unknown(unknown), span)
    }

    /// Why Terraform would surely refuse to compute it, if it would.
    pub fn refusal(&self) -> Option<Cow<'static, str>> {
        match &self.kind {
            Kind::Unknown(unknown) if unknown.refused => Some(unknown.why().into_owned().into()),
            _ => None,
        }
    }

    /// What is known of it where it is not known, to be changed for this copy alone.
    pub fn unknown_mut(&mut self) -> Option<&mut Unknown> {
        match &mut self.kind {
            Kind::Unknown(unknown) => Some(Arc::make_mut(unknown)),
            _ => None,
        }
    }

    /// Whether all of it is known, down to the last part.
    pub fn is_known(&self) -> bool {
        match &self.kind {
            Kind::Template(_) | Kind::OneOf(_) | Kind::Unknown(_) => false,
            Kind::List(items, seen) => *seen == Seen::Whole && items.iter().all(Self::is_known),
            Kind::Object(entries, seen) => {
                *seen == Seen::Whole && entries.iter().all(|entry| entry.value.is_known())
            }
            _ => true,
        }
    }

    /// The text, if it is known and only this.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text with which it surely begins: all of it, or what comes before the first unknown.
    pub fn prefix(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            Kind::Template(pieces) => match pieces.first() {
                Some(Piece::Text(text)) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// The pieces of a text, `None` for those that are not known; nothing if it is no text.
    pub fn pieces(&self) -> Vec<Option<&str>> {
        match &self.kind {
            Kind::Text(text) => vec![Some(text)],
            Kind::Template(pieces) => pieces.iter().map(Piece::text).collect(),
            _ => Vec::new(),
        }
    }

    /// The elements of a list.
    pub fn items(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items, _) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Object(entries, _) => Some(entries),
            _ => None,
        }
    }

    /// The member `key` of an object; the last one, as JSON readers take it. Who asks for many asks
    /// [`Members`].
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries()?.iter().rev().find(|entry| entry.key == key)
    }

    /// The blocks called `name` of an object, as far as they were seen; in JSON a single one may stand
    /// there as it is, without a list around it.
    pub fn blocks(&self, name: &str) -> impl Iterator<Item = &Self> {
        let all = self.get(name).map(|entry| &entry.value).into_iter();
        let all = all.flat_map(|one| one.items().unwrap_or(std::slice::from_ref(one)));
        all.filter(|one| one.entries().is_some())
    }

    /// Whether all of a list or object was seen; anything else is whole.
    pub fn is_whole(&self) -> bool {
        !matches!(self.kind, Kind::List(_, Seen::Partly) | Kind::Object(_, Seen::Partly))
    }

    /// Whether `test` holds for every value that it may have. Asked very often, so no list is made.
    fn all(&self, test: &impl Fn(&Self) -> bool) -> bool {
        match &self.kind {
            Kind::OneOf(choices) => choices.iter().all(|choice| choice.value.all(test)),
            _ => test(self),
        }
    }

    /// Surely not there: not written, or null whatever else happens.
    pub fn is_absent(&self) -> bool {
        self.all(&|one| matches!(one.kind, Kind::Absent | Kind::Null))
    }

    /// Surely not there, and not only because a condition happens to come out that way for the
    /// defaults of variables, which a caller may turn around.
    pub fn is_unwritten(&self) -> bool {
        self.all(&|one| match one.kind {
            Kind::Absent => true,
            Kind::Null => !one.computed,
            _ => false,
        })
    }

    /// As [`Node::is_unwritten`], where an empty text counts as not written too.
    pub fn is_unset(&self) -> bool {
        let is_empty = |one: &Self| one.text() == Some("") && !one.computed;
        self.all(&|one| one.is_unwritten() || is_empty(one))
    }

    /// Surely there: neither absent nor null nor possibly null.
    pub fn is_set(&self) -> bool {
        self.all(&|one| match &one.kind {
            Kind::Absent | Kind::Null => false,
            Kind::Unknown(unknown) => !unknown.null,
            _ => true,
        })
    }

    /// Every possibility is a known text for which `test` holds.
    pub fn surely(&self, test: impl Fn(&str) -> bool) -> bool {
        self.all(&|one| one.text().is_some_and(&test))
    }

    /// Some possibility is not known to fail `test`.
    pub fn possibly(&self, test: impl Fn(&str) -> bool) -> bool {
        !self.all(&|one| match &one.kind {
            Kind::Text(text) => !test(text),
            Kind::Template(_) | Kind::Unknown(_) => false,
            _ => true,
        })
    }

    /// Whether it is the default of a variable, which a caller may replace.
    pub fn is_default(&self) -> bool {
        self.trail.backwards().any(|step| matches!(step.how, How::Default(_)))
    }

    /// Whether it is neither known nor absent, in whole or in part.
    pub fn is_unresolved(&self) -> bool {
        match &self.kind {
            Kind::Template(_) | Kind::Unknown(_) | Kind::OneOf(_) => true,
            Kind::List(items, seen) => {
                *seen == Seen::Partly || items.iter().any(Self::is_unresolved)
            }
            Kind::Object(entries, seen) => {
                *seen == Seen::Partly || entries.iter().any(|entry| entry.value.is_unresolved())
            }
            _ => false,
        }
    }

    /// Whether it is a boolean that stands right where it is used, spelled `text`.
    pub fn spells(&self, text: &str) -> bool {
        let is_it = matches!(&self.kind, Kind::Bool(value) if value.to_string() == text);
        is_it && !self.computed && self.trail.is_empty()
    }

    /// The digits of a number, also where it is spelled as a text.
    pub fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(text) | Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is surely `true`.
    pub fn is_yes(&self) -> bool {
        let is = |one: &Self| matches!(one.kind, Kind::Bool(true)) || one.text() == Some("true");
        self.each().all(is)
    }

    /// Whether it is surely `false`.
    pub fn is_no(&self) -> bool {
        let is = |one: &Self| matches!(one.kind, Kind::Bool(false)) || one.text() == Some("false");
        self.each().all(is)
    }

    /// What sort of value it is, in words for a message.
    pub fn sort(&self) -> &'static str {
        match &self.kind {
            Kind::Absent => "nothing",
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) | Kind::Template(_) => "a text",
            Kind::List(..) => "a list",
            Kind::Object(..) => "an object",
            Kind::OneOf(_) | Kind::Unknown(_) => "an unknown value",
        }
    }
}
