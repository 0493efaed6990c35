//! Types: written as constraints, and of values.

use super::expression::evaluate;
use super::scope::Scope;
use super::unify::unify;
use crate::node::{Collection, Entry, Kind, Node, Of, Scalar, Seen};
use crate::source::SourceId;
use hcl_edit::expr::{Expression, ObjectKey};

/// A type constraint, or the type of a value.
#[derive(Clone, Debug)]
pub(super) enum Type {
    Text,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Object(Vec<Member>),
    /// Terraform's type for what may still be of any type: of `null`, or written `any`.
    Any,
    /// It is not known which.
    Unsure,
}

/// Why there is no type or no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum No {
    /// Terraform refuses it.
    Refused,
    /// It hangs on something that is not known or not followed here.
    Unsure,
}

/// A member of an object type.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) kind: Type,
    pub(super) optional: bool,
    pub(super) default: Option<Node>,
}

impl Member {
    /// One that has to be there.
    pub(super) fn required(name: &str, kind: Type) -> Self {
        Self { name: name.to_owned(), kind, optional: false, default: None }
    }
}

impl Type {
    /// Whether it holds a part of which `test` is true.
    pub(super) fn has(&self, test: fn(&Self) -> bool) -> bool {
        test(self)
            || match self {
                Self::List(inner) | Self::Set(inner) | Self::Map(inner) => inner.has(test),
                Self::Tuple(parts) => parts.iter().any(|part| part.has(test)),
                Self::Object(members) => members.iter().any(|member| member.kind.has(test)),
                _ => false,
            }
    }

    /// Whether it is any type.
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// Whether it is not known which.
    pub(super) fn is_unsure(&self) -> bool {
        matches!(self, Self::Unsure)
    }

    /// Whether two types are the same; `None` where that hangs on what is not known.
    pub(super) fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Unsure, _) | (_, Self::Unsure) => None,
            (Self::Text, Self::Text)
            | (Self::Number, Self::Number)
            | (Self::Bool, Self::Bool)
            | (Self::Any, Self::Any) => Some(true),
            (Self::List(one), Self::List(other))
            | (Self::Set(one), Self::Set(other))
            | (Self::Map(one), Self::Map(other)) => one.same(other),
            (Self::Tuple(one), Self::Tuple(other)) if one.len() == other.len() => {
                all(one.iter().zip(other).map(|(one, other)| one.same(other)))
            }
            (Self::Object(one), Self::Object(other)) if one.len() == other.len() => {
                all(one.iter().map(|member| {
                    let twin = other.iter().find(|twin| twin.name == member.name);
                    twin.map_or(Some(false), |twin| member.kind.same(&twin.kind))
                }))
            }
            _ => Some(false),
        }
    }

    /// What says of a value that is not there that it is of this type.
    pub(super) fn as_of(&self) -> Of {
        match self {
            Self::Text => Of::Simple(Scalar::Text),
            Self::Number => Of::Simple(Scalar::Number),
            Self::Bool => Of::Simple(Scalar::Bool),
            Self::Any => Of::Any,
            _ => Of::Other,
        }
    }
}

/// Whether all hold: not if one does not, whatever is not known of the others.
pub(super) fn all(mut each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut sure = true;
    each.try_for_each(|holds| {
        sure &= holds.is_some();
        if holds == Some(false) { Err(()) } else { Ok(()) }
    })
    .map_or(Some(false), |()| sure.then_some(true))
}

/// Reads a type constraint; `None` where it is none.
pub(super) fn parse(scope: &Scope<'_>, source: SourceId, expression: &Expression) -> Option<Type> {
    match expression {
        Expression::Variable(name) => primitive(name.as_str()),
        // Older configurations put the type in quotes.
        Expression::String(name) => primitive(name.as_str()),
        Expression::Parenthesis(inner) => parse(scope, source, inner.inner()),
        Expression::FuncCall(call) => {
            let first = call.args.iter().next()?;
            let inner = || Some(Box::new(parse(scope, source, first)?));
            match (call.name.name.as_str(), first) {
                ("list", _) => inner().map(Type::List),
                ("set", _) => inner().map(Type::Set),
                ("map", _) => inner().map(Type::Map),
                ("tuple", Expression::Array(parts)) => {
                    let parts = parts.iter().map(|part| parse(scope, source, part));
                    parts.collect::<Option<_>>().map(Type::Tuple)
                }
                ("object", Expression::Object(members)) => {
                    let members =
                        members.iter().map(|(key, value)| member(scope, source, key, value.expr()));
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
    key: &ObjectKey,
    value: &Expression,
) -> Option<Member> {
    let name = match key {
        ObjectKey::Ident(name) => name.as_str().to_owned(),
        ObjectKey::Expression(expression) => expression.as_str()?.to_owned(),
    };
    match value {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => {
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
            Collection::Set => Type::Set(element_of(node, items.iter())),
            Collection::List => Type::List(element_of(node, items.iter())),
            _ => Type::Tuple(items.iter().map(type_of).collect()),
        },
        Kind::Object(entries, _) if node.collection == Collection::Map => {
            Type::Map(element_of(node, entries.iter().map(|entry| &entry.value)))
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
        Kind::Unknown(unknown) => match (node.collection, unknown.scalar) {
            (Collection::List, _) => Type::List(Box::new(said(node.of))),
            (Collection::Set, _) => Type::Set(Box::new(said(node.of))),
            (Collection::Map, _) => Type::Map(Box::new(said(node.of))),
            (_, Some(Scalar::Text)) => Type::Text,
            (_, Some(Scalar::Number)) => Type::Number,
            (_, Some(Scalar::Bool)) => Type::Bool,
            // What fails has no type of its own in Terraform either.
            (_, None) if unknown.refused && node.of == Of::Unsaid => Type::Any,
            (_, None) => said(node.of),
        },
        Kind::Null if node.of == Of::Unsaid => Type::Any,
        Kind::Null => said(node.of),
        Kind::OneOf(choices) => {
            let mut types = choices.iter().map(|choice| type_of(&choice.value));
            let first = types.next().unwrap_or(Type::Unsure);
            if types.all(|next| first.same(&next) == Some(true)) { first } else { Type::Unsure }
        }
        Kind::Absent => Type::Any,
    }
}

/// The one type of the elements of a list, set or map.
fn element_of<'a>(node: &Node, items: impl Iterator<Item = &'a Node>) -> Box<Type> {
    let types: Vec<Type> = items.map(type_of).collect();
    if types.is_empty() {
        return Box::new(said(node.of));
    }
    // They are all of one type, but only some of them may show it.
    let shows = |kind: &&Type| !kind.has(Type::is_unsure) && !kind.has(Type::is_any);
    let shown = types.iter().find(shows).cloned();
    Box::new(shown.unwrap_or_else(|| unify(&types).unwrap_or(Type::Unsure)))
}

fn said(of: Of) -> Type {
    match of {
        Of::Any => Type::Any,
        Of::Simple(Scalar::Text) => Type::Text,
        Of::Simple(Scalar::Number) => Type::Number,
        Of::Simple(Scalar::Bool) => Type::Bool,
        Of::Unsaid | Of::Other => Type::Unsure,
    }
}
