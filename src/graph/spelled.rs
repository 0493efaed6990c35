//! How a part of what a gateway leads to is spelled in Terraform beside the gateway, where it is known
//! only later.

use super::identity::has_known_indexes;
use super::target::segments;
use super::{Graph, Target, Thing};
use crate::catalog::{What, what_is};
use crate::model::{Exists, Field, Resource, Surface};
use crate::node::{How, Piece, Reference, steps};

/// A part of a CRN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of the service.
    Service,
    /// The instance.
    Instance,
}

impl Part {
    /// Its place among the segments, counted from 0.
    fn place(self) -> usize {
        match self {
            Self::Service => 4,
            Self::Instance => 7,
        }
    }
}

/// A part of a CRN as it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The expression.
    pub expression: String,
    /// The module in which it can be written, that of the gateway or one that leads to it: `module.a[0].`,
    /// nothing for the root module.
    pub module: String,
    /// What it is read from, as the root module names that; `None` for an input of the root module, which
    /// waits for nothing.
    pub object: Option<String>,
    /// That is made by the same configuration.
    pub is_made: bool,
    /// That is one of several: what all of them are called in its module, and its index.
    pub one_of: Option<(String, String)>,
}

impl Spelled {
    /// An expression that is made of this reference.
    fn of(expression: String, reference: &Reference) -> Self {
        let is_input = reference.kind == "var" && reference.module.is_empty();
        let object = (!is_input).then(|| reference.object());
        // Of a local value nobody knows when its length is known.
        let one_of = first_index(&reference.rest).filter(|_| reference.kind != "local");
        let one_of =
            one_of.map(|index| (format!("{}.{}", reference.type_name(), reference.name), index));
        let (module, is_made) = (reference.module.to_string(), is_made(reference));
        Self { expression, module, object, is_made, one_of }
    }

    /// What holds where that is one of those that are there.
    pub fn condition(&self) -> Option<String> {
        let (all, index) = self.one_of.as_ref()?;
        let key = index.strip_prefix('[')?.strip_suffix(']')?;
        Some(if key.starts_with('"') {
            format!("contains(keys({all}), {key})")
        } else {
            format!("length({all}) > {key}")
        })
    }
}

/// The index with which it begins: `[0]` of `[0].guid`.
fn first_index(rest: &str) -> Option<String> {
    let first = rest.starts_with('[').then(|| steps(rest).next())?;
    first.map(str::to_owned)
}

impl Graph<'_> {
    /// Whether what is read may not be there while the gateway is not there, either: whoever reads it all
    /// the same fails.
    pub fn may_lack(&self, gateway: &Resource, read: &Spelled) -> bool {
        let Some((_, index)) = read.one_of.as_ref().filter(|_| gateway.exists != Exists::Surely)
        else {
            return false;
        };
        let Some(object) = read.object.as_deref() else { return true };
        let address = format!("{object}{index}");
        // How many of it there are is known where they have addresses of their own.
        let is_there = |one: &Thing<'_>| {
            let one = one.resource();
            one.address == address && (one.exists == Exists::Surely || !read.module.is_empty())
        };
        !self.instances(gateway.world, object).iter().any(is_there)
    }
}

impl Target<'_> {
    /// An expression that gives this part of the CRN; `None` where that cannot be said for sure. In a
    /// plan references are hints only.
    pub fn spelled(&self, part: Part) -> Option<Spelled> {
        let (crn, gateway) = (&self.gateway.target_crn, &self.gateway.resource);
        if gateway.surface != Surface::Terraform {
            return None;
        }
        let module = gateway.module_prefix();
        match crn.reference() {
            Some(reference) => of_crn(crn, reference, module, part),
            None => match segments(crn)?.get(part.place())?.as_slice() {
                [Piece::Unknown(unknown)] => spelled(unknown.reference.as_ref()?, module),
                _ => None,
            },
        }
    }
}

/// A part of what is a CRN as a whole.
fn of_crn(crn: &Field, reference: &Reference, module: &str, part: Part) -> Option<Spelled> {
    let whole = spelled(reference, module);
    let own = whole.as_ref().and_then(|it| it.expression.strip_suffix(reference.attribute()));
    let gives = |name: &str, what: What| what_is(&reference.type_name(), name) == Some(what);
    if let Some(own) = own.filter(|_| part == Part::Instance && gives("guid", What::Guid)) {
        return Some(Spelled::of(format!("{own}guid"), reference));
    }
    let whole = whole.or_else(|| output(crn, module))?;
    let expression = format!("split(\":\", {})[{}]", whole.expression, part.place());
    Some(Spelled { expression, ..whole })
}

/// Whether it gives something of a resource that the same configuration makes.
fn is_made(reference: &Reference) -> bool {
    const OTHERS: [&str; 5] = ["var", "local", "module", "path", "terraform"];
    !reference.data && !OTHERS.contains(&reference.kind.as_str())
}

/// A reference as it is spelled, where it can be written in `module` or in one that leads to it.
fn spelled(reference: &Reference, module: &str) -> Option<Spelled> {
    const BOUND: [&str; 3] = ["each", "count", "self"];
    let is_free = !BOUND.contains(&reference.kind.as_str()) && has_known_indexes(&reference.rest);
    (is_free && module.starts_with(&*reference.module))
        .then(|| Spelled::of(reference.written(), reference))
}

/// The output of a module called in `module` that gives `value` just as it is.
fn output(value: &Field, module: &str) -> Option<Spelled> {
    let mut outputs = value.trail.steps().filter_map(|step| match &step.how {
        How::Output(name) => Some((step.span, name)),
        _ => None,
    });
    let (span, name) = outputs.next_back()?;
    let name = name.strip_prefix(module)?;
    let is_called_here = steps(name).filter(|step| *step == "module").count() == 1;
    let is_it = span == value.span && is_called_here && has_known_indexes(name);
    let called = name.rsplit_once('.').map_or(name, |(called, _)| called);
    is_it.then(|| Spelled {
        expression: name.to_owned(),
        module: module.to_owned(),
        object: Some(format!("{module}{called}")),
        one_of: called.split_once('[').map(|(all, key)| (all.to_owned(), format!("[{key}"))),
        is_made: value.reference().is_some_and(is_made),
    })
}
