//! The type that several types have in common.
//!
//! Terraform tries, in this order: the same sort of collection; tuples and objects member by member;
//! tuples as a list and objects as a map; and at last the first of the types, the more general ones
//! first, to which all others can be converted.

use super::types::{Member, No, Type};
use std::cmp::Ordering;

/// The type that all `types` can be converted to.
pub(super) fn unify(types: &[Type]) -> Result<Type, No> {
    if types.iter().any(Type::is_unsure) {
        return unify_unsure(types);
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|kind| is(kind)).count();
    let maps = count(|kind| matches!(kind, Type::Map(_)));
    let lists = count(|kind| matches!(kind, Type::List(_)));
    let sets = count(|kind| matches!(kind, Type::Set(_)));
    let objects = count(|kind| matches!(kind, Type::Object(_)));
    let tuples = count(|kind| matches!(kind, Type::Tuple(_)));
    let any = count(Type::is_any);
    let all = types.len();
    // Lists, objects and simple values never meet, whatever they hold.
    let (sequences, structures) = (lists + sets + tuples, maps + objects);
    let simple = all - sequences - structures - any;
    let sorts = [sequences, structures, simple].iter().filter(|count| **count > 0).count();
    if any == 0 && sorts > 1 {
        return Err(No::Refused);
    }
    // Beside something of any type no structure can be foreseen.
    let foreseen = |unified: Result<Type, No>| if any > 0 { Ok(Type::Any) } else { unified };
    if all == 0 {
        return Err(No::Refused);
    } else if maps > 0 && maps + any == all {
        return foreseen(elements(types).map(|inner| Type::Map(Box::new(inner))));
    } else if maps > 0 && maps + objects + any == all {
        if let Some(found) = in_disguise(types, |kind| matches!(kind, Type::Object(_)))? {
            return Ok(found);
        }
    } else if lists > 0 && lists + any == all {
        return foreseen(elements(types).map(|inner| Type::List(Box::new(inner))));
    } else if lists > 0 && lists + tuples + any == all {
        if let Some(found) = in_disguise(types, |kind| matches!(kind, Type::Tuple(_)))? {
            return Ok(found);
        }
    } else if sets > 0 && sets + any == all {
        return foreseen(elements(types).map(|inner| Type::Set(Box::new(inner))));
    } else if objects > 0 && objects + any == all {
        return foreseen(unify_objects(types));
    } else if tuples > 0 && tuples + any == all {
        return foreseen(unify_tuples(types));
    } else if objects > 0 && tuples > 0 {
        return Err(No::Refused);
    }
    most_general(types)
}

/// Types of which some are not known: texts stay texts whatever is beside them.
fn unify_unsure(types: &[Type]) -> Result<Type, No> {
    let rest: Vec<&Type> =
        types.iter().filter(|kind| !matches!(kind, Type::Unsure | Type::Any)).collect();
    if rest.is_empty() {
        Ok(Type::Unsure)
    } else if rest.iter().all(|kind| matches!(kind, Type::Text)) {
        Ok(Type::Text)
    } else {
        Err(No::Unsure)
    }
}

fn elements(types: &[Type]) -> Result<Type, No> {
    let inner: Vec<Type> = types
        .iter()
        .filter_map(|kind| match kind {
            Type::List(inner) | Type::Set(inner) | Type::Map(inner) => Some((**inner).clone()),
            _ => None,
        })
        .collect();
    unify(&inner)
}

/// Tuples beside lists are lists, and objects beside maps are maps, if that works out.
fn in_disguise(types: &[Type], is: fn(&Type) -> bool) -> Result<Option<Type>, No> {
    let disguised: Vec<Type> = types.iter().filter(|kind| is(kind)).cloned().collect();
    let unmasked = match as_collection(&disguised) {
        Ok(unmasked) => unmasked,
        Err(No::Refused) => return Ok(None),
        Err(No::Unsure) => return Err(No::Unsure),
    };
    let replaced: Vec<Type> =
        types.iter().map(|kind| if is(kind) { unmasked.clone() } else { kind.clone() }).collect();
    match unify(&replaced) {
        Ok(found @ (Type::List(_) | Type::Map(_))) => Ok(Some(found)),
        Ok(_) | Err(No::Refused) => Ok(None),
        Err(No::Unsure) => Err(No::Unsure),
    }
}

/// The list or map that tuples or objects fit into.
fn as_collection(types: &[Type]) -> Result<Type, No> {
    let mut parts: Vec<Type> = Vec::new();
    let mut is_map = false;
    for kind in types {
        match kind {
            Type::Tuple(inner) => parts.extend(inner.iter().cloned()),
            Type::Object(members) => {
                is_map = true;
                parts.extend(members.iter().map(|member| member.kind.clone()));
            }
            _ => {}
        }
    }
    let element = Box::new(unify(&parts)?);
    let found = if is_map { Type::Map(element) } else { Type::List(element) };
    for kind in types {
        if !can_convert(kind, &found)? {
            return Err(No::Refused);
        }
    }
    Ok(found)
}

fn unify_objects(types: &[Type]) -> Result<Type, No> {
    let members = |kind: &Type| match kind {
        Type::Object(members) => members.clone(),
        _ => Vec::new(),
    };
    let all: Vec<Vec<Member>> = types.iter().map(members).collect();
    let Some((first, rest)) = all.split_first() else { return Err(No::Refused) };
    let same = rest.iter().all(|other| {
        other.len() == first.len()
            && first.iter().all(|member| other.iter().any(|twin| twin.name == member.name))
    });
    if !same {
        return as_collection(types);
    }
    let mut unified = Vec::with_capacity(first.len());
    for member in first {
        let named = |members: &Vec<Member>| {
            members.iter().find(|twin| twin.name == member.name).map(|twin| twin.kind.clone())
        };
        let across: Vec<Type> = all.iter().filter_map(named).collect();
        unified.push(Member::required(&member.name, unify(&across)?));
    }
    or_collection(types, Type::Object(unified))
}

fn unify_tuples(types: &[Type]) -> Result<Type, No> {
    let parts = |kind: &Type| match kind {
        Type::Tuple(parts) => parts.clone(),
        _ => Vec::new(),
    };
    let all: Vec<Vec<Type>> = types.iter().map(parts).collect();
    let Some((first, rest)) = all.split_first() else { return Err(No::Refused) };
    if rest.iter().any(|other| other.len() != first.len()) {
        return as_collection(types);
    }
    let mut unified = Vec::with_capacity(first.len());
    for index in 0..first.len() {
        let across: Vec<Type> = all.iter().filter_map(|parts| parts.get(index).cloned()).collect();
        unified.push(unify(&across)?);
    }
    or_collection(types, Type::Tuple(unified))
}

/// What was found member by member, or else a collection.
fn or_collection(types: &[Type], found: Type) -> Result<Type, No> {
    for kind in types {
        if !can_convert(kind, &found)? {
            return as_collection(types);
        }
    }
    Ok(found)
}

/// The first of the types, by how general they are, to which all others can be converted.
fn most_general(types: &[Type]) -> Result<Type, No> {
    if types.iter().any(|kind| kind.has(Type::is_unsure)) {
        return Err(No::Unsure);
    }
    'next: for index in by_generality(types) {
        let Some(wanted) = types.get(index) else { continue };
        for kind in types {
            if kind.same(wanted) != Some(true) && !can_convert(kind, wanted)? {
                continue 'next;
            }
        }
        return Ok(wanted.clone());
    }
    Err(No::Refused)
}

/// The order in which types are tried: those that nothing is more general than first.
fn by_generality(types: &[Type]) -> Vec<usize> {
    let above = |one: &Type, other: &Type| generality(one, other).is_lt();
    let mut open: Vec<usize> = (0..types.len()).collect();
    let mut waits: Vec<usize> =
        types.iter().map(|kind| types.iter().filter(|other| above(other, kind)).count()).collect();
    let mut order: Vec<usize> =
        open.iter().copied().filter(|index| waits.get(*index) == Some(&0)).collect();
    open.retain(|index| !order.contains(index));
    let mut done = 0;
    while let Some(kind) = order.get(done).and_then(|index| types.get(*index)) {
        for index in open.clone() {
            if let (Some(below), Some(left)) = (types.get(index), waits.get_mut(index))
                && above(kind, below)
            {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    order.push(index);
                    open.retain(|other| *other != index);
                }
            }
        }
        done += 1;
    }
    order
}

/// `Less` where `one` is the more general type.
#[expect(clippy::match_same_arms, reason = "the first that fits settles it")]
fn generality(one: &Type, other: &Type) -> Ordering {
    match (one, other) {
        (Type::Any, Type::Any) => Ordering::Equal,
        (Type::Any, _) => Ordering::Greater,
        (_, Type::Any) => Ordering::Less,
        (Type::Text, Type::Number | Type::Bool) => Ordering::Less,
        (Type::Number | Type::Bool, Type::Text) => Ordering::Greater,
        (Type::List(one), Type::List(other))
        | (Type::Set(one), Type::Set(other))
        | (Type::Map(one), Type::Map(other)) => generality(one, other),
        (Type::Tuple(_) | Type::List(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::Tuple(_) | Type::List(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(one), Type::Object(other)) if one.len() == other.len() => {
            let twins = one.iter().map(|member| {
                let twin = other.iter().find(|twin| twin.name == member.name)?;
                Some(generality(&member.kind, &twin.kind))
            });
            twins.collect::<Option<Vec<_>>>().map_or(Ordering::Equal, |each| together(&each))
        }
        (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
            let each: Vec<Ordering> =
                one.iter().zip(other).map(|(one, other)| generality(one, other)).collect();
            together(&each)
        }
        _ => Ordering::Equal,
    }
}

fn together(each: &[Ordering]) -> Ordering {
    match (each.contains(&Ordering::Less), each.contains(&Ordering::Greater)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// Whether values of one type can be converted to another, as far as the types tell.
pub(super) fn can_convert(from: &Type, to: &Type) -> Result<bool, No> {
    let into = |parts: &mut dyn Iterator<Item = &Type>, to: &Type| {
        for part in parts {
            if part.same(to) != Some(true) && !can_convert(part, to)? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    match (from, to) {
        (Type::Unsure, Type::Text | Type::Unsure | Type::Any)
        | (_, Type::Any | Type::Unsure)
        | (Type::Any, _)
        | (Type::Number | Type::Bool | Type::Text, Type::Text)
        | (Type::Text | Type::Number, Type::Number)
        | (Type::Text | Type::Bool, Type::Bool) => Ok(true),
        (Type::Unsure, _) => Err(No::Unsure),
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => into(&mut [&**from].into_iter(), to),
        (Type::Tuple(parts), Type::List(to) | Type::Set(to)) => {
            if !to.is_any() || parts.is_empty() {
                return into(&mut parts.iter(), to);
            }
            match unify(parts) {
                Ok(Type::Any) => Ok(parts.iter().all(Type::is_any)),
                Ok(to) => into(&mut parts.iter(), &to),
                Err(No::Refused) => Ok(false),
                Err(No::Unsure) => Err(No::Unsure),
            }
        }
        (Type::Object(members), Type::Map(to)) => {
            let mut kinds = members.iter().map(|member| &member.kind);
            if !to.is_any() || members.is_empty() {
                return into(&mut kinds, to);
            }
            let all: Vec<Type> = kinds.cloned().collect();
            match unify(&all) {
                Ok(to) => into(&mut all.iter(), &to),
                Err(No::Refused) => Ok(false),
                Err(No::Unsure) => Err(No::Unsure),
            }
        }
        (Type::Tuple(parts), Type::Tuple(to)) if parts.len() == to.len() => {
            for (part, to) in parts.iter().zip(to) {
                if !can_convert(part, to)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (from @ (Type::Object(_) | Type::Map(_)), Type::Object(to)) => object_fits(from, to),
        _ => Ok(false),
    }
}

fn object_fits(from: &Type, to: &[Member]) -> Result<bool, No> {
    for wanted in to {
        let found = match from {
            Type::Object(members) => {
                members.iter().find(|member| member.name == wanted.name).map(|one| &one.kind)
            }
            Type::Map(element) => Some(&**element),
            _ => None,
        };
        let fits = match found {
            Some(found) => can_convert(found, &wanted.kind)?,
            None => wanted.optional,
        };
        // A map may lack what may be left out, so that its other members do not matter.
        let may_lack = wanted.optional && matches!(from, Type::Map(_));
        if !(fits || may_lack) {
            return Ok(false);
        }
    }
    Ok(true)
}
