//! When two values are the same: equal texts, or equal references.

use super::Answer;
use crate::catalog::{What, what_is};
use crate::model::{Field, World};
use crate::node::{Kind, Piece, Reference, steps};
use std::fmt::Write as _;

/// The attributes that only say which thing it is.
const OWN: [&str; 5] = ["crn", "default_security_group", "guid", "id", "resource_crn"];

/// What a value is, in a form that can be compared and looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Identity {
    /// A text that is known, without white space around it.
    Known(String),
    /// What is known only later: the same reference in the same world is the same value.
    Later {
        /// The world.
        world: World,
        /// The instance of an object that it is read from, `ibm_resource_instance.kms[0]`.
        from: String,
        /// Which of its attributes, by what it is: `id` and `crn` of an instance are the same.
        attribute: String,
        /// It is made by this configuration and is the only thing with this value.
        unique: bool,
    },
    /// A text made of both, where it is written the same way.
    Mixed {
        /// The world.
        world: World,
        /// How it is written.
        text: String,
    },
}

impl Identity {
    /// What the value of `field` in `world` is; `None` where it may be one of several, or where
    /// nothing is known of it.
    pub fn of(world: World, field: &Field) -> Option<Self> {
        match &field.kind {
            Kind::Text(text) => Some(Self::Known(text.trim().to_owned())),
            Kind::Unknown(unknown) => Self::referred(world, unknown.reference.as_ref()?),
            Kind::Template(pieces) => Self::of_pieces(world, pieces),
            _ => None,
        }
    }

    /// What a text of several pieces is; one that is nothing but a reference is what that is.
    pub fn of_pieces(world: World, pieces: &[Piece]) -> Option<Self> {
        if let [only] = pieces {
            return match only {
                Piece::Text(text) => Some(Self::Known(text.trim().to_owned())),
                Piece::Unknown(unknown) => Self::referred(world, unknown.reference.as_ref()?),
            };
        }
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(known) => text.push_str(known),
                Piece::Unknown(unknown) => {
                    let later = Self::referred(world, unknown.reference.as_ref()?)?;
                    if let Self::Later { from, attribute, .. } = later {
                        let _ = write!(text, "${{{from}.{attribute}}}");
                    }
                }
            }
        }
        Some(Self::Mixed { world, text })
    }

    fn referred(world: World, reference: &Reference) -> Option<Self> {
        const NO_THINGS: [&str; 6] = ["each", "count", "self", "path", "terraform", "local"];
        if NO_THINGS.contains(&reference.kind.as_str()) || !has_known_indexes(&reference.rest) {
            return None;
        }
        let index = super::index(reference);
        let what = what_is(&reference.type_name(), reference.attribute());
        // Others tell what they were given, such as `vpc` of a subnet.
        let unique = !reference.data
            && OWN.contains(&reference.attribute())
            && matches!(
                what,
                Some(
                    What::Crn
                        | What::BucketCrn
                        | What::Guid
                        | What::VpcId
                        | What::SubnetId
                        | What::SecurityGroupId
                        | What::GatewayId
                        | What::ReservedIpId
                        | What::ClusterId
                )
            );
        let attribute = match what {
            Some(what) if !matches!(what, What::Name | What::OtherId) => format!("{what:?}"),
            _ => reference.attribute().to_owned(),
        };
        let mut from = format!("{}{index}", reference.object());
        if reference.kind == "module" {
            // A module gives many things; `kms_guid` and `kms_crn` are of one.
            from.push('.');
            from.push_str(stem(reference.attribute()));
        }
        Some(Self::Later { world, from, attribute, unique })
    }

    /// Whether it is the same as `other`.
    pub fn is_same(&self, other: &Self) -> Answer {
        match (self, other) {
            (one, other) if one == other => Answer::Yes,
            (Self::Known(_), Self::Known(_)) => Answer::No,
            (
                Self::Later { world, from, attribute, unique: true },
                Self::Later { world: other_world, from: other, attribute: same, unique: true },
            ) if world == other_world && attribute == same && from != other => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// The text, if it is known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is the only thing with its value, made by this configuration.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Later { unique: true, .. })
    }

    /// What a reference in `world` gives.
    pub fn of_reference(world: World, reference: &Reference) -> Option<Self> {
        Self::referred(world, reference)
    }

    /// The object that it is read from, and in which world: `ibm_resource_instance.kms[0]`.
    pub fn from(&self) -> Option<(World, &str)> {
        match self {
            Self::Later { world, from, .. } => Some((*world, from)),
            _ => None,
        }
    }
}

/// What an output is called, without what it gives of the thing.
fn stem(output: &str) -> &str {
    let ends = ["crn", "guid", "id"];
    let stem = ends.iter().find_map(|end| output.strip_suffix(end)).unwrap_or(output);
    stem.trim_end_matches('_')
}

/// Whether every index in what follows a name is a number or a text: `[0].guid`, not `[each.key]`.
pub(super) fn has_known_indexes(rest: &str) -> bool {
    let indexes = steps(rest).filter_map(|step| step.strip_prefix('[')?.strip_suffix(']'));
    indexes.into_iter().all(|one| {
        one.starts_with('"') || !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit())
    })
}
