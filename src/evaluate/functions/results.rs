//! The types of results that are not known: Terraform has them, and refuses what does not fit them.

use super::pattern::{self, Stop};
use super::support::text;
use crate::evaluate::convert::convert;
use crate::evaluate::ranges;
use crate::evaluate::types::{Member, No, Type, type_of};
use crate::evaluate::unify::unify;
use crate::node::{Kind, Node};

/// Functions whose result may be null, or of which Terraform does not say that it is not.
pub(super) const MAY_BE_NULL: [&str; 16] = [
    "element",
    "ephemeralasnull",
    "jsondecode",
    "lookup",
    "one",
    "strcontains",
    "templatefile",
    "templatestring",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "yamldecode",
    "yamlencode",
];

/// Whether a function has a type for its result even if its argument `index` may still be of any.
pub(super) fn takes_dynamic(name: &str, index: usize) -> bool {
    match name {
        "lookup" => index == 2,
        "abs" | "coalesce" | "coalescelist" | "ephemeralasnull" | "jsonencode" | "length"
        | "lower" | "max" | "merge" | "min" | "setintersection" | "setsubtract" | "setunion"
        | "strrev" | "substr" | "tobool" | "tolist" | "tomap" | "tonumber" | "toset"
        | "tostring" | "upper" | "yamlencode" => true,
        _ => false,
    }
}

/// The type of what a function gives; refused where it takes no such arguments.
pub(super) fn of(name: &str, arguments: &[Node]) -> Result<Type, No> {
    let list = |element: Type| Type::List(Box::new(element));
    let kinds: Vec<Type> = arguments.iter().map(type_of).collect();
    let first = kinds.first().cloned().unwrap_or(Type::Unsure);
    match name {
        "cidrsubnets" | "compact" | "formatlist" | "sort" | "split" => Ok(list(Type::Text)),
        "range" => Ok(list(Type::Number)),
        "distinct" | "matchkeys" => Ok(first),
        "chunklist" => Ok(list(first)),
        "fileset" => Ok(Type::Set(Box::new(Type::Text))),
        "transpose" => Ok(Type::Map(Box::new(list(Type::Text)))),
        "csvdecode" | "flatten" | "yamldecode" => Ok(Type::Any),
        "jsondecode" => arguments.first().map_or(Ok(Type::Any), json),
        "keys" => keys(&first),
        "values" => values(&first),
        "lookup" => lookup(arguments, &first),
        "merge" => merge(arguments, &kinds),
        "concat" => concat(arguments, &kinds),
        "coalesce" => unify(&kinds),
        "coalescelist" => coalescelist(arguments, &kinds),
        "reverse" => match first {
            Type::Tuple(mut parts) => {
                parts.reverse();
                Ok(Type::Tuple(parts))
            }
            Type::List(element) | Type::Set(element) => Ok(Type::List(element)),
            other => Err(refused_unless_unsure(&other)),
        },
        "slice" => slice(arguments, first),
        "element" => element(arguments.get(1), first),
        "one" => match first {
            Type::List(element) | Type::Set(element) => Ok(*element),
            Type::Tuple(parts) if parts.is_empty() => Ok(Type::Any),
            Type::Tuple(parts) => match parts.as_slice() {
                [only] => Ok(only.clone()),
                _ => Err(No::Refused),
            },
            other => Err(refused_unless_unsure(&other)),
        },
        "zipmap" => zipmap(arguments, kinds.get(1)),
        "setintersection" | "setsubtract" | "setunion" => set_operation(arguments, &kinds),
        "setproduct" => setproduct(&kinds),
        "regex" => matched(arguments),
        "regexall" => matched(arguments).map(list),
        _ => Err(No::Unsure),
    }
}

/// A type that a function does not take, unless it is not known which it is.
fn refused_unless_unsure(kind: &Type) -> No {
    if kind.is_unsure() { No::Unsure } else { No::Refused }
}

/// Bounds that are known have to fit, also where the list is not known.
fn slice(arguments: &[Node], list: Type) -> Result<Type, No> {
    let length = match (&list, arguments.first()) {
        (Type::Tuple(parts), _) => Some(parts.len()),
        (Type::List(_), Some(list)) => list.items().map(<[Node]>::len),
        (Type::List(_), None) => None,
        (other, _) => return Err(refused_unless_unsure(other)),
    };
    let bound = |index: usize| match arguments.get(index).filter(|bound| bound.is_known()) {
        None => Ok(None),
        Some(bound) => {
            let bound = super::count(bound).and_then(|bound| usize::try_from(bound).ok());
            let fits = |bound: &usize| length.is_none_or(|length| *bound <= length);
            bound.filter(fits).map(Some).ok_or(No::Refused)
        }
    };
    match (list, bound(1)?, bound(2)?) {
        (_, Some(start), Some(end)) if start > end => Err(No::Refused),
        (Type::Tuple(parts), Some(start), Some(end)) => {
            Ok(Type::Tuple(parts.get(start..end).unwrap_or_default().to_vec()))
        }
        (Type::Tuple(_), ..) => Ok(Type::Any),
        (list, ..) => Ok(list),
    }
}

/// The type of what a JSON text says of which only the beginning is known: Terraform goes by its first letter.
fn json(text: &Node) -> Result<Type, No> {
    let begins = ranges::prefix(text).filter(|_| !text.is_known()).unwrap_or_default();
    match begins.trim().chars().next() {
        None | Some('{' | '[' | 'n') => Ok(Type::Any),
        Some('"') => Ok(Type::Text),
        Some('t' | 'f') => Ok(Type::Bool),
        Some('-' | '0'..='9') => Ok(Type::Number),
        Some(_) => Err(No::Refused),
    }
}

fn keys(map: &Type) -> Result<Type, No> {
    match map {
        Type::Map(_) => Ok(Type::List(Box::new(Type::Text))),
        Type::Object(members) => Ok(Type::Tuple(vec![Type::Text; members.len()])),
        other => Err(refused_unless_unsure(other)),
    }
}

fn values(map: &Type) -> Result<Type, No> {
    match map {
        Type::Map(element) => Ok(Type::List(element.clone())),
        Type::Object(members) => {
            let mut members: Vec<&Member> = members.iter().collect();
            members.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(Type::Tuple(members.into_iter().map(|member| member.kind.clone()).collect()))
        }
        other => Err(refused_unless_unsure(other)),
    }
}

fn lookup(arguments: &[Node], map: &Type) -> Result<Type, No> {
    match map {
        Type::Map(element) => {
            if let Some(default) = arguments.get(2) {
                convert(default.clone(), element)?;
            }
            Ok((**element).clone())
        }
        Type::Object(members) => match arguments.get(1).and_then(Node::text) {
            None => Ok(Type::Any),
            Some(key) => {
                let found = members.iter().find(|member| member.name == key);
                let default = || arguments.get(2).map(type_of);
                found.map(|member| member.kind.clone()).or_else(default).ok_or(No::Refused)
            }
        },
        other => Err(refused_unless_unsure(other)),
    }
}

fn merge(arguments: &[Node], kinds: &[Type]) -> Result<Type, No> {
    let mut members: Vec<Member> = Vec::new();
    let mut add = |name: &str, kind: Type| {
        members.retain(|member| member.name != name);
        members.push(Member::required(name, kind));
    };
    let mut open = false;
    for (argument, kind) in arguments.iter().zip(kinds) {
        match (kind, &argument.kind) {
            (Type::Any, _) => return Ok(Type::Any),
            (Type::Unsure, _) => return Err(No::Unsure),
            (Type::Map(_) | Type::Object(_), Kind::Null) => {}
            (Type::Object(all), _) => all.iter().for_each(|one| add(&one.name, one.kind.clone())),
            (Type::Map(element), Kind::Object(entries, _)) => {
                for entry in entries {
                    add(&entry.key, (**element).clone());
                }
            }
            (Type::Map(_), _) => open = true,
            _ => return Err(No::Refused),
        }
    }
    let same = kinds.iter().map(|kind| kinds.first()?.same(kind));
    match (crate::evaluate::types::all(same), kinds.first()) {
        (Some(true), Some(first)) => Ok(first.clone()),
        (None, _) => Err(No::Unsure),
        _ if open => Ok(Type::Any),
        _ => Ok(Type::Object(members)),
    }
}

fn concat(arguments: &[Node], kinds: &[Type]) -> Result<Type, No> {
    if kinds.iter().all(|kind| matches!(kind, Type::List(_))) {
        match unify(kinds) {
            Err(No::Refused) => {}
            other => return other,
        }
    }
    let mut parts = Vec::new();
    for (argument, kind) in arguments.iter().zip(kinds) {
        match (kind, &argument.kind) {
            (Type::Tuple(inner), _) => parts.extend(inner.iter().cloned()),
            (Type::List(element), Kind::List(items, _)) => {
                parts.extend(vec![(**element).clone(); items.len()]);
            }
            (Type::List(_), _) => return Ok(Type::Any),
            (other, _) => return Err(refused_unless_unsure(other)),
        }
    }
    Ok(Type::Tuple(parts))
}

fn coalescelist(arguments: &[Node], kinds: &[Type]) -> Result<Type, No> {
    for (argument, kind) in arguments.iter().zip(kinds) {
        match kind {
            _ if matches!(argument.kind, Kind::Unknown(_)) => return Ok(Type::Any),
            Type::List(_) | Type::Tuple(_) => {}
            other => return Err(refused_unless_unsure(other)),
        }
    }
    let same = kinds.iter().map(|kind| kinds.first()?.same(kind));
    match (crate::evaluate::types::all(same), kinds.first()) {
        (Some(true), Some(first)) => Ok(first.clone()),
        (Some(false), _) => Ok(Type::Any),
        (None, _) => Err(No::Unsure),
        (_, None) => Err(No::Refused),
    }
}

fn element(index: Option<&Node>, list: Type) -> Result<Type, No> {
    match list {
        Type::List(element) => Ok(*element),
        Type::Tuple(parts) => {
            let Some(index) = index.filter(|index| index.is_known()) else { return Ok(Type::Any) };
            let index = super::count(index).ok_or(No::Refused)?;
            let length = i64::try_from(parts.len()).ok().filter(|length| *length > 0);
            let place = usize::try_from(index % length.ok_or(No::Refused)?);
            place.ok().and_then(|place| parts.get(place).cloned()).ok_or(No::Refused)
        }
        other => Err(refused_unless_unsure(&other)),
    }
}

fn zipmap(arguments: &[Node], values: Option<&Type>) -> Result<Type, No> {
    match (values, arguments.first()) {
        (Some(Type::List(element)), _) => Ok(Type::Map(element.clone())),
        (Some(Type::Tuple(parts)), Some(keys)) => {
            let Some(keys) = keys.items().filter(|_| keys.is_known()) else {
                return Ok(Type::Any);
            };
            if keys.len() != parts.len() {
                return Err(No::Refused);
            }
            let mut members: Vec<Member> = Vec::new();
            for (key, kind) in keys.iter().zip(parts) {
                let name = key.text().ok_or(No::Refused)?;
                members.retain(|member| member.name != name);
                members.push(Member::required(name, kind.clone()));
            }
            Ok(Type::Object(members))
        }
        (Some(other), _) => Err(refused_unless_unsure(other)),
        _ => Err(No::Unsure),
    }
}

fn set_operation(arguments: &[Node], kinds: &[Type]) -> Result<Type, No> {
    let mut elements = Vec::new();
    for (argument, kind) in arguments.iter().zip(kinds) {
        match kind {
            Type::Any => return Err(No::Unsure),
            Type::Set(element) => {
                let is_empty = argument.items().is_some_and(<[Node]>::is_empty);
                if !(is_empty && element.is_any()) {
                    elements.push((**element).clone());
                }
            }
            other => return Err(refused_unless_unsure(other)),
        }
    }
    let element = if elements.is_empty() { Type::Any } else { unify(&elements)? };
    Ok(Type::Set(Box::new(element)))
}

fn setproduct(kinds: &[Type]) -> Result<Type, No> {
    let mut elements = Vec::with_capacity(kinds.len());
    for kind in kinds {
        elements.push(match kind {
            Type::Set(element) | Type::List(element) => (**element).clone(),
            Type::Tuple(parts) if parts.is_empty() => Type::Any,
            Type::Tuple(parts) => unify(parts)?,
            other => return Err(refused_unless_unsure(other)),
        });
    }
    let tuple = Box::new(Type::Tuple(elements));
    let has_set = kinds.iter().any(|kind| matches!(kind, Type::Set(_)));
    Ok(if has_set { Type::Set(tuple) } else { Type::List(tuple) })
}

/// What a pattern catches: all of it, its groups, or its groups by name.
fn matched(arguments: &[Node]) -> Result<Type, No> {
    let Some(pattern) = text(arguments, 0) else { return Ok(Type::Any) };
    let pattern = pattern::compile(&pattern, "").map_err(|stop| match stop {
        Stop::Wrong => No::Refused,
        Stop::Unsure => No::Unsure,
    })?;
    let names: Vec<&str> = pattern.names.iter().flatten().map(String::as_str).collect();
    match (names.len(), pattern.names.len()) {
        (_, 0) => Ok(Type::Text),
        (0, groups) => Ok(Type::Tuple(vec![Type::Text; groups])),
        (named, groups) if named == groups => {
            let member = |name: &&str| Member::required(name, Type::Text);
            Ok(Type::Object(names.iter().map(member).collect()))
        }
        _ => Err(No::Refused),
    }
}
