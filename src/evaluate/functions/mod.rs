//! Terraform's functions: which there are, what they take, and the way to call one.
//!
//! Each family is a file with a table of its functions. A function is called with arguments that
//! were converted to its parameters; what it does not surely know it answers with `None`.

mod collections;
mod csv;
mod encoding;
mod figures;
mod format;
mod hashes;
mod json;
mod letters;
mod matching;
mod pattern;
mod pattern_classes;
mod support;
mod text;
mod yaml;
mod yaml_read;
mod yaml_scalars;

pub(super) use self::letters::normal;

use super::choices;
use super::expression::evaluate;
use super::scope::Scope;
use super::types::{self, Type};
use crate::node::{Collection, Kind, Node, Scalar, Seen, Unknown};
use crate::source::{SourceId, Span};
use hcl_edit::expr::{Expression, FuncCall, Traversal};
use hcl_edit::visit::{Visit, visit_traversal};

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Number,
    Bool,
    /// A list of texts; sets and tuples become one.
    Texts,
    /// A list of any one type.
    List,
    /// A set of any one type.
    Set,
    /// Anything, as it is; null too.
    Any,
}

/// A function.
pub(super) struct Function {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes, in order.
    pub(super) takes: &'static [Takes],
    /// What any number of further arguments are.
    pub(super) rest: Option<Takes>,
    /// How many of `takes` have to be there; those that follow may be left out.
    pub(super) needs: usize,
    /// What simple type it gives, also when the value is not known.
    pub(super) gives: Option<Scalar>,
    /// It looks at arguments with unknown parts itself; any other is not called with them.
    pub(super) sees_unknown: bool,
    /// The work.
    pub(super) work: Work,
}

/// The work of a function: its arguments and the place of the call. `None` where Terraform refuses
/// the arguments, or where the result is not surely known.
pub(super) type Work = fn(&[Node], Span) -> Option<Node>;

/// A function that takes just `takes` and knows its result only when it knows them all.
pub(super) const fn plain(
    name: &'static str,
    takes: &'static [Takes],
    gives: Option<Scalar>,
    work: Work,
) -> Function {
    Function { name, takes, rest: None, needs: takes.len(), gives, sees_unknown: false, work }
}

/// The tables of all families.
const FAMILIES: [&[Function]; 9] = [
    collections::FUNCTIONS,
    csv::FUNCTIONS,
    encoding::FUNCTIONS,
    format::FUNCTIONS,
    hashes::FUNCTIONS,
    json::FUNCTIONS,
    matching::FUNCTIONS,
    text::FUNCTIONS,
    yaml::FUNCTIONS,
];

fn function(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().flat_map(|family| family.iter()).find(|function| function.name == name)
}

/// What a call is worth.
pub(super) fn call(scope: &Scope<'_>, source: SourceId, call: &FuncCall, span: Span) -> Node {
    let name = call.name.name.as_str();
    if call.name.is_namespaced() && call.name.namespace.iter().any(|part| part.as_str() != "core") {
        return Node::unknown(span, format!("`{name}` is a function of a provider"));
    }
    match name {
        "try" => return first_that_works(scope, source, call, span),
        "can" => return can(scope, source, call, span),
        _ => {}
    }
    let Some(function) = function(name) else {
        return Node::unknown(span, format!("the function `{name}` is not evaluated"));
    };
    let Some(arguments) = arguments(scope, source, call) else {
        return Node::unknown(span, format!("the arguments of `{name}` are not known"));
    };
    let arguments: Vec<&Node> = arguments.iter().collect();
    choices::for_all(&arguments, span, |picked| apply(function, picked, span))
}

/// The arguments; the last one is spread where `...` stands behind it. `None` if it cannot be.
fn arguments(scope: &Scope<'_>, source: SourceId, call: &FuncCall) -> Option<Vec<Node>> {
    let mut arguments: Vec<Node> =
        call.args.iter().map(|argument| evaluate(scope, source, argument)).collect();
    if call.args.expand_final() {
        let last = arguments.pop()?;
        let Kind::List(items, Seen::Whole) = last.kind else { return None };
        if last.collection == Collection::Set && items.iter().any(|item| !item.is_known()) {
            return None;
        }
        arguments.extend(items);
    }
    Some(arguments)
}

fn apply(function: &Function, arguments: &[&Node], span: Span) -> Node {
    let unknown = |why: &str| {
        let why = format!("the result of `{}` is {why}", function.name);
        let unknown = Unknown { scalar: function.gives, ..Unknown::because(why) };
        Node::computed(Kind::Unknown(unknown), span)
    };
    let most = if function.rest.is_some() { usize::MAX } else { function.takes.len() };
    if arguments.len() < function.needs || arguments.len() > most {
        return Node::refused(span, format!("`{}` takes other arguments", function.name));
    }
    let mut converted = Vec::with_capacity(arguments.len());
    let takes = function.takes.iter().copied().chain(function.rest.into_iter().cycle());
    for (argument, takes) in arguments.iter().zip(takes) {
        let is_open = matches!(argument.kind, Kind::Unknown(_));
        if is_open && !function.sees_unknown {
            return unknown("not known");
        }
        match conform(argument, takes) {
            Some(argument) if argument.is_known() || function.sees_unknown => {
                converted.push(argument);
            }
            Some(_) => return unknown("not known"),
            None if argument.is_known() => {
                return Node::refused(span, "an argument of another type");
            }
            None => return unknown("not known"),
        }
    }
    (function.work)(&converted, span).unwrap_or_else(|| unknown("not known"))
}

/// An argument as its parameter takes it; null fits only where anything does.
fn conform(argument: &Node, takes: Takes) -> Option<Node> {
    let wanted = match takes {
        Takes::Any => return Some(argument.clone()),
        _ if matches!(argument.kind, Kind::Null) => return None,
        Takes::Text => Type::Text,
        Takes::Number => Type::Number,
        Takes::Bool => Type::Bool,
        Takes::Texts => Type::List(Box::new(Type::Text)),
        Takes::List => Type::List(Box::new(Type::Any)),
        Takes::Set => Type::Set(Box::new(Type::Any)),
    };
    types::convert(argument.clone(), &wanted)
}

/// `try`: the first argument that Terraform can compute. It waits where one hangs on something that
/// is not known, and so do we.
fn first_that_works(scope: &Scope<'_>, source: SourceId, call: &FuncCall, span: Span) -> Node {
    for argument in call.args.iter() {
        let value = evaluate(scope, source, argument);
        match &value.kind {
            Kind::Unknown(unknown) if unknown.refused => {}
            _ if hangs_on_unknown(scope, source, argument) => {
                let reference = value.reference().cloned();
                let unknown =
                    Unknown { reference, ..Unknown::because("`try` of something not known") };
                return Node::computed(Kind::Unknown(unknown), span);
            }
            _ => return value,
        }
    }
    Node::refused(span, "no argument of `try` works")
}

/// `can`: whether Terraform can compute its argument.
fn can(scope: &Scope<'_>, source: SourceId, call: &FuncCall, span: Span) -> Node {
    let Some(argument) = call.args.iter().next() else {
        return Node::refused(span, "`can` takes one argument");
    };
    let value = evaluate(scope, source, argument);
    match &value.kind {
        Kind::Unknown(unknown) if unknown.refused => Node::computed(Kind::Bool(false), span),
        _ if hangs_on_unknown(scope, source, argument) || !value.is_known() => {
            Node::unknown(span, "`can` of something that is not known")
        }
        _ => Node::computed(Kind::Bool(true), span),
    }
}

/// Whether something that the expression reads is not wholly known.
fn hangs_on_unknown(scope: &Scope<'_>, source: SourceId, expression: &Expression) -> bool {
    let mut reads = Reads { scope, source, unknown: false };
    reads.visit_expr(expression);
    reads.unknown
}

struct Reads<'a, 'b> {
    scope: &'a Scope<'b>,
    source: SourceId,
    unknown: bool,
}

impl Visit for Reads<'_, '_> {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        let whole = Expression::Traversal(Box::new(traversal.clone()));
        self.unknown |= !evaluate(self.scope, self.source, &whole).is_known();
        visit_traversal(self, traversal);
    }
}
