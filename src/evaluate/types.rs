//! Types: written as constraints, and of values.

use super::expression::evaluate;
use super::scope::Scope;
use super::unify::unify;
use crate::node::{Collection, Entry, Kind, Node, Scalar, Seen};
pub(super) use crate::node::{Member, Type, all};
use crate::parse::tree::{Expression, ObjectKey};
use crate::source::SourceId;

/// Why there is no type or no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum No {
    /// Terraform refuses it.
    Refused,
    /// It hangs on something that is not known or not followed here.
    Unsure,
}

/// Reads a type constraint; `None` where it is none.
pub(super) fn parse(
    scope: &Scope<'_>,
    source: SourceId,
    expression: &Expression<'_>,
) -> Option<Type> {
    match expression {
        // Older configurations put the type in quotes.
        Expression::Variable(name) | Expression::String(name) => primitive(name.as_str()),
        Expression::Parenthesis(inner) => parse(scope, source, inner),
        Expression::FuncCall(call) => {
            let first = call.args.iter().next()?;
            let inner = || Some(Box::new(parse(scope, source, first)?));
            match (call.name.as_str(), first) {
                ("list", _) => inner().map(Type::List),
                ("set", _) => inner().map(Type::Set),
                ("map", _) => inner().map(Type::Map),
                ("tuple", Expression::Array(parts)) => {
                    let parts = parts.iter().map(|part| parse(scope, source, part));
                    parts.collect::<Option<_>>().map(Type::Tuple)
                }
                ("object", Expression::Object(members)) => {
                    let members =
                        members.iter().map(|(key, value)| member(scope, source, key, value));
                    members.collect::<Option<_>>().map(Type::Object)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn primitive(name: &str) -> Option<Type> {
    match name {
        "string" => Some(Type::Text),
        "number" => Some(Type::Number),
        "bool" => Some(Type::Bool),
        "any" => Some(Type::Any),
        // What Terraform once meant by these words alone.
        "list" => Some(Type::List(Box::new(Type::Any))),
        "map" => Some(Type::Map(Box::new(Type::Any))),
        _ => None,
    }
}

fn member(
    scope: &Scope<'_>,
    source: SourceId,
    key: &ObjectKey<'_>,
    value: &Expression<'_>,
) -> Option<Member> {
    let name = match key {
        ObjectKey::Ident(name) => name.as_str().to_owned(),
        ObjectKey::Expression(expression) => expression.as_str()?.to_owned(),
    };
    match value {
        Expression::FuncCall(call) if call.name.as_str() == "optional" => {
            let mut arguments = call.args.iter();
            let kind = parse(scope, source, arguments.next()?)?;
            let default = arguments.next().map(|default| evaluate(scope, source, default));
            Some(Member { name, kind, optional: true, default })
        }
        _ => Some(Member {
            name,
            kind: parse(scope, source, value)?,
            optional: false,
            default: None,
        }),
    }
}

/// The type of a value, as far as it is known.
pub(super) fn type_of(node: &Node) -> Type {
    match &node.kind {
        Kind::Text(_) | Kind::Template(_) => Type::Text,
        Kind::Number(_) => Type::Number,
        Kind::Bool(_) => Type::Bool,
        // More may be there than was seen.
        Kind::List(_, Seen::Partly) | Kind::Object(_, Seen::Partly)
            if node.collection == Collection::Plain =>
        {
            Type::Unsure
        }
        Kind::List(items, _) => match node.collection {
            Collection::Set => Type::Set(Box::new(element_of(node, items.iter()))),
            Collection::List => Type::List(Box::new(element_of(node, items.iter()))),
            _ => Type::Tuple(items.iter().map(type_of).collect()),
        },
        Kind::Object(entries, _) if node.collection == Collection::Map => {
            Type::Map(Box::new(element_of(node, entries.iter().map(|entry| &entry.value))))
        }
        Kind::Object(entries, _) => {
            // Of two members of one name the last counts.
            let mut members: Vec<Member> = Vec::with_capacity(entries.len());
            for Entry { key, value, .. } in entries {
                match members.iter_mut().find(|member| member.name == *key) {
                    Some(earlier) => earlier.kind = type_of(value),
                    None => members.push(Member::required(key, type_of(value))),
                }
            }
            Type::Object(members)
        }
        Kind::Unknown(unknown) => match (&node.of, unknown.scalar) {
            (Some(of), _) => (**of).clone(),
            (None, Some(Scalar::Text)) => Type::Text,
            (None, Some(Scalar::Number)) => Type::Number,
            (None, Some(Scalar::Bool)) => Type::Bool,
            // What fails has no type of its own in Terraform either.
            (None, None) if unknown.refused => Type::Any,
            (None, None) => Type::Unsure,
        },
        Kind::Null => node.of.as_deref().map_or(Type::Any, Clone::clone),
        // What Terraform takes it for may be less than what all of them have in common.
        Kind::OneOf(_) if node.of.is_some() => node.of.as_deref().cloned().unwrap_or(Type::Unsure),
        Kind::OneOf(choices) => {
            let mut types = choices.iter().map(|choice| type_of(&choice.value));
            let first = types.next().unwrap_or(Type::Unsure);
            if types.all(|next| first.same(&next) == Some(true)) { first } else { Type::Unsure }
        }
        Kind::Absent => Type::Any,
    }
}

/// The one type of the elements of a list, set or map.
fn element_of<'a>(node: &Node, items: impl Iterator<Item = &'a Node>) -> Type {
    let types: Vec<Type> = items.map(type_of).collect();
    if types.is_empty() {
        return node.of.as_deref().map_or(Type::Unsure, Clone::clone);
    }
    // They are all of one type, but only some of them may show it.
    let shows = |kind: &&Type| !kind.has(Type::is_unsure) && !kind.has(Type::is_any);
    let shown = types.iter().find(shows).cloned();
    shown.unwrap_or_else(|| unify(&types).unwrap_or(Type::Unsure))
}
