//! Types, and the conversions that Terraform makes between them.

use super::expression::evaluate;
use super::numbers;
use super::operators::{as_bool, as_text};
use super::scope::Scope;
use crate::node::{Collection, Entry, Form, Kind, Node, Scalar, Seen, Unknown};
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
    /// Any type: of what is not known, of null, or written `any`.
    Any,
}

/// A member of an object type.
#[derive(Clone, Debug)]
pub(super) struct Member {
    name: String,
    kind: Type,
    optional: bool,
    default: Option<Node>,
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
        Kind::List(items, _) => {
            let types = || items.iter().map(type_of).collect::<Vec<_>>();
            let element = || Box::new(unify(&types()).unwrap_or(Type::Any));
            match node.collection {
                Collection::Set => Type::Set(element()),
                Collection::List => Type::List(element()),
                _ => Type::Tuple(types()),
            }
        }
        Kind::Object(entries, _) => {
            if node.collection == Collection::Map {
                let types: Vec<Type> = entries.iter().map(|entry| type_of(&entry.value)).collect();
                return Type::Map(Box::new(unify(&types).unwrap_or(Type::Any)));
            }
            let member = |entry: &Entry| Member {
                name: entry.key.clone(),
                kind: type_of(&entry.value),
                optional: false,
                default: None,
            };
            Type::Object(entries.iter().map(member).collect())
        }
        Kind::Unknown(unknown) => match unknown.scalar {
            Some(Scalar::Text) => Type::Text,
            Some(Scalar::Number) => Type::Number,
            Some(Scalar::Bool) => Type::Bool,
            None => Type::Any,
        },
        Kind::Absent | Kind::Null | Kind::OneOf(_) => Type::Any,
    }
}

/// The type that all `types` can be converted to: the one they share, a text for texts beside
/// numbers and booleans. `Any` where one of them is not known; `None` where there is none, or where
/// it would take more than is followed here.
pub(super) fn unify(types: &[Type]) -> Option<Type> {
    let (first, rest) = types.split_first().map_or((&Type::Any, &[][..]), |parts| parts);
    rest.iter().try_fold(first.clone(), |so_far, next| unify_two(&so_far, next))
}

fn unify_two(one: &Type, other: &Type) -> Option<Type> {
    let both = |one: &Type, other: &Type| unify_two(one, other).map(Box::new);
    match (one, other) {
        (Type::Any, _) | (_, Type::Any) => Some(Type::Any),
        (Type::Text, Type::Text | Type::Number | Type::Bool)
        | (Type::Number | Type::Bool, Type::Text) => Some(Type::Text),
        (Type::Number, Type::Number) => Some(Type::Number),
        (Type::Bool, Type::Bool) => Some(Type::Bool),
        (Type::List(one), Type::List(other)) => both(one, other).map(Type::List),
        (Type::Set(one), Type::Set(other)) => both(one, other).map(Type::Set),
        (Type::Map(one), Type::Map(other)) => both(one, other).map(Type::Map),
        (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).map(|(one, other)| unify_two(one, other));
            pairs.collect::<Option<_>>().map(Type::Tuple)
        }
        (Type::Tuple(one), Type::Tuple(other)) => {
            unify(&[one.as_slice(), other].concat()).map(|element| Type::List(Box::new(element)))
        }
        (Type::Tuple(parts), Type::List(element)) | (Type::List(element), Type::Tuple(parts)) => {
            both(&unify_or(parts, element)?, element).map(Type::List)
        }
        (Type::Tuple(parts), Type::Set(element)) | (Type::Set(element), Type::Tuple(parts)) => {
            both(&unify_or(parts, element)?, element).map(Type::Set)
        }
        (Type::Object(one), Type::Object(other)) => unify_objects(one, other),
        (Type::Object(members), Type::Map(element))
        | (Type::Map(element), Type::Object(members)) => {
            let kinds: Vec<Type> = members.iter().map(|member| member.kind.clone()).collect();
            both(&unify_or(&kinds, element)?, element).map(Type::Map)
        }
        _ => None,
    }
}

/// The type that `types` share; `otherwise` if there are none.
fn unify_or(types: &[Type], otherwise: &Type) -> Option<Type> {
    if types.is_empty() { Some(otherwise.clone()) } else { unify(types) }
}

fn unify_objects(one: &[Member], other: &[Member]) -> Option<Type> {
    let same = one.len() == other.len()
        && one.iter().all(|member| other.iter().any(|twin| twin.name == member.name));
    if !same {
        let kinds: Vec<Type> = one.iter().chain(other).map(|member| member.kind.clone()).collect();
        return unify(&kinds).map(|element| Type::Map(Box::new(element)));
    }
    let members = one.iter().map(|member| {
        let twin = other.iter().find(|twin| twin.name == member.name)?;
        let kind = unify_two(&member.kind, &twin.kind)?;
        Some(Member { kind, ..member.clone() })
    });
    members.collect::<Option<_>>().map(Type::Object)
}

/// Converts `node` to `wanted`; `None` where Terraform would refuse it, or where what it makes of it
/// is not known.
pub(super) fn convert(node: Node, wanted: &Type) -> Option<Node> {
    match &node.kind {
        Kind::Null | Kind::Absent => return Some(node),
        Kind::Unknown(unknown) => {
            let scalar = match wanted {
                Type::Text => Some(Scalar::Text),
                Type::Number => Some(Scalar::Number),
                Type::Bool => Some(Scalar::Bool),
                _ => unknown.scalar,
            };
            let unknown = Unknown { scalar, ..unknown.clone() };
            return Some(Node { kind: Kind::Unknown(unknown), ..node });
        }
        Kind::OneOf(choices) => {
            let mut choices = choices.clone();
            for choice in &mut choices {
                choice.value = convert(choice.value.clone(), wanted)?;
            }
            return Some(Node { kind: Kind::OneOf(choices), ..node });
        }
        _ => {}
    }
    let (kind, collection) = match wanted {
        Type::Any => return Some(node),
        Type::Text => match &node.kind {
            Kind::Template(_) | Kind::Text(_) => return Some(node),
            _ => (Kind::Text(as_text(&node)?), Collection::Plain),
        },
        Type::Bool => (Kind::Bool(as_bool(&node)?), Collection::Plain),
        Type::Number => return numbers::convert(&node),
        Type::List(element) => (elements(&node, element)?, Collection::List),
        Type::Set(element) => (as_set(elements(&node, element)?)?, Collection::Set),
        Type::Map(element) => (members(&node, element)?, Collection::Map),
        Type::Tuple(parts) => (tuple(&node, parts)?, Collection::Plain),
        Type::Object(members) => (object(&node, members)?, Collection::Plain),
    };
    Some(Node { kind, collection, bits: 0, ..node })
}

/// The one type for the parts of a list, set or map; parts whose type is not known may still turn
/// out to be texts, so only texts beside them are sure to stay what they are.
fn element_type(parts: &[&Node], wanted: &Type) -> Option<Type> {
    if !matches!(wanted, Type::Any) {
        return Some(wanted.clone());
    }
    let types: Vec<Type> = parts.iter().map(|part| type_of(part)).collect();
    let unified = unify(&types)?;
    let open = matches!(unified, Type::Any) && !types.is_empty();
    let stays = |kind: &Type| matches!(kind, Type::Text | Type::Any);
    let null = |part: &&Node| matches!(part.kind, Kind::Null);
    if open && !types.iter().all(stays) {
        // Null fits any type.
        let rest: Vec<Type> =
            parts.iter().filter(|part| !null(part)).map(|part| type_of(part)).collect();
        return unify(&rest).filter(|kind| !matches!(kind, Type::Any));
    }
    Some(unified)
}

fn elements(node: &Node, element: &Type) -> Option<Kind> {
    let Kind::List(items, seen) = &node.kind else { return None };
    let element = element_type(&items.iter().collect::<Vec<_>>(), element)?;
    let converted = items.iter().map(|item| convert(item.clone(), &element));
    Some(Kind::List(converted.collect::<Option<_>>()?, *seen))
}

fn members(node: &Node, element: &Type) -> Option<Kind> {
    let Kind::Object(entries, seen) = &node.kind else { return None };
    let parts: Vec<&Node> = entries.iter().map(|entry| &entry.value).collect();
    let element = element_type(&parts, element)?;
    let converted = entries.iter().map(|entry| {
        Some(Entry { value: convert(entry.value.clone(), &element)?, ..entry.clone() })
    });
    Some(Kind::Object(converted.collect::<Option<_>>()?, *seen))
}

fn tuple(node: &Node, parts: &[Type]) -> Option<Kind> {
    let Kind::List(items, seen) = &node.kind else { return None };
    if items.len() != parts.len() || node.collection == Collection::Set {
        return None;
    }
    let converted = items.iter().zip(parts).map(|(item, part)| convert(item.clone(), part));
    Some(Kind::List(converted.collect::<Option<_>>()?, *seen))
}

/// A list as a set: in order, each once. Terraform orders texts, numbers and booleans as one would;
/// the order of anything else is its own affair and not followed.
fn as_set(list: Kind) -> Option<Kind> {
    let Kind::List(mut items, seen) = list else { return None };
    let rank = |item: &Node| match &item.kind {
        Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) => 0,
        Kind::Null => 1,
        _ => 2,
    };
    if items.len() > 1
        && items.iter().any(|item| matches!(item.kind, Kind::List(..) | Kind::Object(..)))
    {
        return None;
    }
    items.sort_by(|one, other| {
        rank(one).cmp(&rank(other)).then_with(|| numbers::compare(one, other))
    });
    items.dedup_by(|later, earlier| {
        rank(later) < 2 && rank(later) == rank(earlier) && numbers::compare(later, earlier).is_eq()
    });
    Some(Kind::List(items, seen))
}

fn object(node: &Node, members: &[Member]) -> Option<Kind> {
    let Kind::Object(_, seen) = node.kind else { return None };
    let mut entries = Vec::with_capacity(members.len());
    for member in members {
        let written = node.get(&member.name).filter(|entry| {
            // `null` for an optional member means its default.
            !(member.optional && matches!(entry.value.kind, Kind::Null))
        });
        let (value, key_span) = match (written, &member.default) {
            (Some(entry), _) => (entry.value.clone(), entry.key_span),
            (None, Some(default)) => (default.clone(), node.span),
            (None, None) if member.optional => (Node::new(Kind::Null, node.span), node.span),
            (None, None) => return None,
        };
        let value = convert(value, &member.kind)?;
        entries.push(Entry { key: member.name.clone(), key_span, value, form: Form::Argument });
    }
    Some(Kind::Object(entries, if seen == Seen::Whole { Seen::Whole } else { Seen::Partly }))
}
