//! Types as Terraform has them.

use super::{Node, Scalar};
use std::sync::Arc;

/// A type constraint, or the type of a value.
#[derive(Clone, Debug)]
pub enum Type {
    /// Terraform's `string`.
    Text,
    /// Terraform's `number`.
    Number,
    /// Terraform's `bool`.
    Bool,
    /// A list of elements of one type.
    List(Box<Type>),
    /// A set of elements of one type.
    Set(Box<Type>),
    /// A map of members of one type.
    Map(Box<Type>),
    /// A list with a type for each element.
    Tuple(Vec<Type>),
    /// An object with a type for each member.
    Object(Vec<Member>),
    /// Terraform's type for what may still be of any type: of `null`, or written `any`.
    Any,
    /// It is not known which.
    Unsure,
}

/// A member of an object type.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Type,
    /// It may be left out.
    pub optional: bool,
    /// What it is then, if not null.
    pub default: Option<Node>,
}

impl Member {
    /// One that has to be there.
    pub fn required(name: &str, kind: Type) -> Self {
        Self { name: name.to_owned(), kind, optional: false, default: None }
    }
}

impl Type {
    /// Whether it holds a part of which `test` is true.
    pub fn has(&self, test: fn(&Self) -> bool) -> bool {
        test(self)
            || match self {
                Self::List(inner) | Self::Set(inner) | Self::Map(inner) => inner.has(test),
                Self::Tuple(parts) => parts.iter().any(|part| part.has(test)),
                Self::Object(members) => members.iter().any(|member| member.kind.has(test)),
                _ => false,
            }
    }

    /// Whether it is any type.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// Whether it is not known which.
    pub fn is_unsure(&self) -> bool {
        matches!(self, Self::Unsure)
    }

    /// Whether two types are the same; `None` where that hangs on what is not known.
    pub fn same(&self, other: &Self) -> Option<bool> {
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

    /// The simple type that it is.
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::Text => Some(Scalar::Text),
            Self::Number => Some(Scalar::Number),
            Self::Bool => Some(Scalar::Bool),
            _ => None,
        }
    }

    /// What says of a value that is not there that it is of this type.
    pub fn said(&self) -> Option<Arc<Self>> {
        if self.is_unsure() { None } else { Some(Arc::new(self.clone())) }
    }

    /// The type of its part `key`, if it has such a part or only knows of its elements.
    pub fn part(&self, key: Option<&str>) -> Option<&Self> {
        match self {
            Self::List(element) | Self::Map(element) => Some(element),
            Self::Object(members) => {
                members.iter().find(|member| Some(member.name.as_str()) == key).map(|one| &one.kind)
            }
            Self::Tuple(parts) => parts.get(key?.parse::<usize>().ok()?),
            Self::Any => Some(self),
            _ => None,
        }
    }
}

/// Whether all hold: not if one does not, whatever is not known of the others.
pub fn all(mut each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut sure = true;
    each.try_for_each(|holds| {
        sure &= holds.is_some();
        if holds == Some(false) { Err(()) } else { Ok(()) }
    })
    .map_or(Some(false), |()| sure.then_some(true))
}
