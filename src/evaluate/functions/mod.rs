//! Terraform's functions: which there are, what they take, and the way to call one.
//!
//! Each family is a file with a table of its functions. A function is called with arguments that
//! were converted to its parameters; what it does not surely know it answers with `None`.

mod conversions;
mod csv;
mod deflate;
mod encoding;
mod figures;
mod files;
mod format;
mod glob;
mod hashes;
mod huffman;
mod json;
mod letters;
mod lists;
mod maps;
mod matching;
mod network;
mod numbers;
mod paths;
mod pattern;
mod pattern_classes;
mod results;
mod search;
mod sequences;
mod sets;
mod support;
mod template_file;
mod text;
mod time;
mod tries;
mod yaml;
mod yaml_read;
mod yaml_scalars;

pub(super) use self::figures::ten_digits;
pub(super) use self::letters::{graphemes, normal};

use super::choices;
use super::convert::convert;
use super::expression::{evaluate, refusal};
use super::ranges;
use super::scope::Scope;
use super::types::{No, Type, type_of};
use crate::node::{Collection, Entry, Kind, Node, Range, Scalar, Seen};
use crate::parse::tree::FuncCall;
use crate::source::{SourceId, Span};

/// More elements than this are not put together.
const MOST: usize = 100_000;

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Number,
    #[allow(dead_code, reason = "no function takes just one so far")]
    Bool,
    /// A list of texts; sets and tuples become one.
    Texts,
    /// A list of booleans.
    Bools,
    /// A map of lists of texts.
    ListsOfTexts,
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
const FAMILIES: [&[Function]; 19] = [
    conversions::FUNCTIONS,
    csv::FUNCTIONS,
    encoding::FUNCTIONS,
    files::FUNCTIONS,
    format::FUNCTIONS,
    hashes::FUNCTIONS,
    json::FUNCTIONS,
    lists::FUNCTIONS,
    maps::FUNCTIONS,
    matching::FUNCTIONS,
    network::FUNCTIONS,
    numbers::FUNCTIONS,
    paths::FUNCTIONS,
    search::FUNCTIONS,
    sequences::FUNCTIONS,
    sets::FUNCTIONS,
    text::FUNCTIONS,
    time::FUNCTIONS,
    yaml::FUNCTIONS,
];

fn function(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().flat_map(|family| family.iter()).find(|function| function.name == name)
}

/// What a call is worth.
pub(super) fn call(scope: &Scope<'_>, source: SourceId, call: &FuncCall<'_>, span: Span) -> Node {
    let name = call.name.as_str();
    if call.namespace.iter().any(|part| part.as_str() != "core") {
        return Node::unknown(span, format!("`{name}` is a function of a provider"));
    }
    match name {
        "try" => return tries::first_that_works(scope, source, call, span),
        "can" => return tries::can(scope, source, call, span),
        "sensitive" | "nonsensitive" | "issensitive" => {
            return conversions::sensitivity(scope, source, call, span);
        }
        _ => {}
    }
    let Some(function) = function(name) else {
        return Node::unknown(span, format!("the function `{name}` is not evaluated"));
    };
    let arguments: Vec<Node> =
        call.args.iter().map(|argument| evaluate(scope, source, argument)).collect();
    let arguments: Vec<&Node> = arguments.iter().collect();
    choices::for_all(&arguments, span, |picked| {
        if !call.expand_final {
            return apply(scope, function, picked, span);
        }
        match spread(picked) {
            Ok(spread) => apply(scope, function, &spread, span),
            Err(No::Refused) => Node::refused(span, "only a list can be spread with `...`"),
            Err(No::Unsure) => ranges::dynamic("`...` behind what is not known", span),
        }
    })
}

/// The arguments with the last one spread, as `...` behind it says.
fn spread<'a>(arguments: &[&'a Node]) -> Result<Vec<&'a Node>, No> {
    let Some((last, before)) = arguments.split_last() else { return Err(No::Refused) };
    match &last.kind {
        Kind::List(items, Seen::Whole) => Ok(before.iter().copied().chain(items).collect()),
        Kind::List(..) | Kind::OneOf(_) => Err(No::Unsure),
        Kind::Unknown(unknown) if unknown.scalar.is_none() => Err(No::Unsure),
        _ => Err(No::Refused),
    }
}

/// A result that is not known, of the type that it will have.
fn not_known(function: &Function, kind: Option<&Type>, span: Span) -> Node {
    let why = format!("the result of `{}` is not known", function.name);
    let kind = match (kind, function.gives) {
        (Some(kind), _) => kind,
        (None, Some(Scalar::Text)) => &Type::Text,
        (None, Some(Scalar::Number)) => &Type::Number,
        (None, Some(Scalar::Bool)) => &Type::Bool,
        (None, None) => &Type::Unsure,
    };
    let there = !results::MAY_BE_NULL.contains(&function.name);
    ranges::unknown(kind, Range { there, ..Range::default() }, why, span)
}

fn apply(scope: &Scope<'_>, function: &Function, arguments: &[&Node], span: Span) -> Node {
    let most = if function.rest.is_some() { usize::MAX } else { function.takes.len() };
    if arguments.len() < function.needs || arguments.len() > most {
        return Node::refused(span, format!("`{}` takes other arguments", function.name));
    }
    let takes = function.takes.iter().copied().chain(function.rest.into_iter().cycle());
    let conformed: Vec<Result<Node, No>> =
        arguments.iter().zip(takes).map(|(argument, takes)| conform(argument, takes)).collect();
    let is_refused = |one: &Result<Node, No>| matches!(one, Err(No::Refused));
    let refused =
        || Node::refused(span, format!("`{}` takes arguments of other types", function.name));
    if conformed.iter().any(is_refused) || refusal(arguments.iter().copied(), span).is_some() {
        return refused();
    }
    let Ok(arguments) = conformed.into_iter().collect::<Result<Vec<Node>, No>>() else {
        return not_known(function, None, span);
    };
    let is_dynamic = |(index, argument): (usize, &Node)| {
        let takes_null = matches!(function.name, "format" | "formatlist");
        let open = match argument.kind {
            Kind::Unknown(_) => true,
            Kind::Null => takes_null,
            _ => false,
        };
        open && type_of(argument).is_any() && !results::takes_dynamic(function.name, index)
    };
    if arguments.iter().enumerate().any(is_dynamic) {
        return not_known(function, Some(&Type::Any), span);
    }
    let kind = match results::of(function.name, &arguments) {
        Ok(kind) => Some(kind),
        Err(No::Refused) => return refused(),
        Err(No::Unsure) => None,
    };
    if !function.sees_unknown && !arguments.iter().all(Node::is_known) {
        return not_known(function, kind.as_ref(), span);
    }
    let result = match files::reader(function.name) {
        Some(read) => read(scope, &arguments, span),
        None => (function.work)(&arguments, span),
    };
    let Some(mut result) = result else { return not_known(function, kind.as_ref(), span) };
    let is_empty = result.items().is_some_and(<[Node]>::is_empty)
        || result.entries().is_some_and(<[Entry]>::is_empty);
    if let Some(Type::List(element) | Type::Set(element) | Type::Map(element)) = kind
        && is_empty
        && result.collection != Collection::Plain
    {
        result.of = result.of.or_else(|| element.said());
    }
    result
}

/// An argument as its parameter takes it; null fits only where anything does.
fn conform(argument: &Node, takes: Takes) -> Result<Node, No> {
    let wanted = match takes {
        Takes::Any => return Ok(argument.clone()),
        _ if matches!(argument.kind, Kind::Null) => return Err(No::Refused),
        Takes::Text => Type::Text,
        Takes::Number => Type::Number,
        Takes::Bool => Type::Bool,
        Takes::Texts => Type::List(Box::new(Type::Text)),
        Takes::Bools => Type::List(Box::new(Type::Bool)),
        Takes::ListsOfTexts => Type::Map(Box::new(Type::List(Box::new(Type::Text)))),
        Takes::List => Type::List(Box::new(Type::Any)),
        Takes::Set => Type::Set(Box::new(Type::Any)),
    };
    convert(argument.clone(), &wanted)
}

/// A call that Terraform refuses, so that `try` goes on to its next argument.
#[expect(clippy::unnecessary_wraps, reason = "it is what a function answers")]
fn refused(span: Span, why: &'static str) -> Option<Node> {
    Some(Node::refused(span, why))
}

/// A whole number that counts something; `None` for any other.
fn count(node: &Node) -> Option<i64> {
    match &node.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}
