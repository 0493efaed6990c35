//! Which service is known to use which other, with what roles, and why.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Confidence, read};

static PAIRS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/pairs.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    without_roles: Vec<String>,
    pairs: Vec<Pair>,
}

/// A source and a target that somebody was seen to authorize.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The service that is let in.
    pub source_service: String,
    /// Its resource type; empty where any may do.
    #[serde(default)]
    pub source_resource_type: String,
    /// The service that lets it in; empty where only a resource type is named.
    #[serde(default)]
    pub target_service: String,
    /// The resource type of the target; empty where the service as a whole is meant.
    #[serde(default)]
    pub target_resource_type: String,
    /// The display names of the roles that were granted, some of them only in some cases.
    pub roles: Vec<String>,
    /// The source passes its access on to services that it is made of, so it needs Authorization Delegator.
    #[serde(default)]
    pub needs_delegator: bool,
    /// What the source does with it.
    pub why: String,
    /// How sure it is.
    pub confidence: Confidence,
    #[serde(rename = "evidence")]
    _evidence: String,
}

/// All known pairs, sorted by source and target.
pub fn pairs() -> &'static [Pair] {
    &PAIRS.pairs
}

/// The known pairs of this source and this target, of whatever resource types.
pub fn pairs_of(source: &str, target: &str) -> impl Iterator<Item = &'static Pair> {
    pairs().iter().filter(move |one| one.source_service == source && one.target_service == target)
}

/// Whether this source is known to get this role on this target. `None` if the pair is not known.
pub fn is_granted(source: &str, target: &str, role: &str) -> Option<bool> {
    let mut known = pairs_of(source, target).peekable();
    known.peek()?;
    Some(known.any(|pair| pair.roles.iter().any(|name| name == role)))
}

/// Whether IAM's own documentation says of this target that it supports no role.
pub fn offers_no_role(target: &str) -> bool {
    PAIRS.without_roles.binary_search_by(|name| name.as_str().cmp(target)).is_ok()
}
