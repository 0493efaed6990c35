//! Type constraints of variables, and the conversion of a default to them.

use super::expression::evaluate;
use super::operators::{as_bool, as_text, canonical};
use super::scope::Scope;
use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::source::SourceId;
use hcl_edit::expr::{Expression, ObjectKey};

/// A type constraint.
pub(super) enum Type<'a> {
    Text,
    Number,
    Bool,
    List(Box<Type<'a>>),
    Set(Box<Type<'a>>),
    Map(Box<Type<'a>>),
    Object(Vec<Member<'a>>),
    /// `any`, tuples and what cannot be read: nothing is converted.
    Any,
}

/// A member of an object type.
pub(super) struct Member<'a> {
    name: String,
    kind: Type<'a>,
    optional: bool,
    default: Option<&'a Expression>,
}

/// Reads a type constraint.
pub(super) fn parse(expression: &Expression) -> Type<'_> {
    match expression {
        Expression::Variable(name) => primitive(name.as_str()),
        // Older configurations put the type in quotes.
        Expression::String(name) => primitive(name.as_str()),
        Expression::Parenthesis(inner) => parse(inner.inner()),
        Expression::FuncCall(call) => {
            let first = call.args.iter().next();
            let inner = || Box::new(first.map_or(Type::Any, parse));
            match (call.name.name.as_str(), first) {
                ("list", _) => Type::List(inner()),
                ("set", _) => Type::Set(inner()),
                ("map", _) => Type::Map(inner()),
                ("object", Some(Expression::Object(members))) => Type::Object(
                    members.iter().filter_map(|(key, value)| member(key, value.expr())).collect(),
                ),
                _ => Type::Any,
            }
        }
        _ => Type::Any,
    }
}

fn primitive(name: &str) -> Type<'static> {
    match name {
        "string" => Type::Text,
        "number" => Type::Number,
        "bool" => Type::Bool,
        _ => Type::Any,
    }
}

fn member<'a>(key: &ObjectKey, value: &'a Expression) -> Option<Member<'a>> {
    let name = match key {
        ObjectKey::Ident(name) => name.as_str().to_owned(),
        ObjectKey::Expression(expression) => expression.as_str()?.to_owned(),
    };
    match value {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => {
            let mut arguments = call.args.iter();
            let kind = arguments.next().map_or(Type::Any, parse);
            Some(Member { name, kind, optional: true, default: arguments.next() })
        }
        _ => Some(Member { name, kind: parse(value), optional: false, default: None }),
    }
}

/// Converts `node` to `wanted`; `None` where Terraform would refuse it.
pub(super) fn convert(scope: &Scope<'_>, node: Node, wanted: &Type<'_>) -> Option<Node> {
    if matches!(node.kind, Kind::Null | Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_)) {
        return Some(node);
    }
    let kind = match wanted {
        Type::Any => return Some(node),
        Type::Text => Kind::Text(as_text(&node)?),
        Type::Bool => Kind::Bool(as_bool(&node)?),
        Type::Number => Kind::Number(match &node.kind {
            Kind::Number(digits) => digits.clone(),
            Kind::Text(text) => canonical(text)?,
            _ => return None,
        }),
        Type::List(element) => elements(scope, &node, element)?,
        Type::Set(element) => as_set(elements(scope, &node, element)?),
        Type::Map(element) => {
            let Kind::Object(entries, seen) = &node.kind else { return None };
            let convert = |entry: &Entry| {
                Some(Entry {
                    value: convert(scope, entry.value.clone(), element)?,
                    ..entry.clone()
                })
            };
            Kind::Object(entries.iter().map(convert).collect::<Option<_>>()?, *seen)
        }
        Type::Object(members) => object(scope, &node, members)?,
    };
    Some(Node { kind, ..node })
}

fn elements(scope: &Scope<'_>, node: &Node, element: &Type<'_>) -> Option<Kind> {
    let Kind::List(items, seen) = &node.kind else { return None };
    let converted = items.iter().map(|item| convert(scope, item.clone(), element));
    Some(Kind::List(converted.collect::<Option<_>>()?, *seen))
}

/// A set of texts is in their order, each once; other sets stay as they are written.
fn as_set(list: Kind) -> Kind {
    match list {
        Kind::List(mut items, seen) if items.iter().all(|item| item.text().is_some()) => {
            items.sort_by(|a, b| a.text().cmp(&b.text()));
            items.dedup_by(|a, b| a.text() == b.text());
            Kind::List(items, seen)
        }
        other => other,
    }
}

fn object(scope: &Scope<'_>, node: &Node, members: &[Member<'_>]) -> Option<Kind> {
    if !matches!(node.kind, Kind::Object(..)) {
        return None;
    }
    let mut entries = Vec::with_capacity(members.len());
    for member in members {
        let written = node.get(&member.name).filter(|entry| {
            // `null` for an optional member means its default.
            !(member.optional && matches!(entry.value.kind, Kind::Null))
        });
        let (value, key_span) = match (written, member.default) {
            (Some(entry), _) => (entry.value.clone(), entry.key_span),
            (None, Some(default)) if member.optional => {
                (evaluate(scope, source_of(node), default), node.span)
            }
            (None, _) if member.optional => (Node::new(Kind::Null, node.span), node.span),
            (None, _) => return None,
        };
        let value = convert(scope, value, &member.kind)?;
        entries.push(Entry { key: member.name.clone(), key_span, value, form: Form::Argument });
    }
    Some(Kind::Object(entries, if node.is_whole() { Seen::Whole } else { Seen::Partly }))
}

/// The default of an optional member stands in the file of its variable, as the value does.
fn source_of(node: &Node) -> SourceId {
    node.span.source
}
