//! Ids that documentation uses, and that nobody else should.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{find, read};

static IDS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/documentation-ids.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    ids: Vec<Id>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Id {
    id: String,
    source: String,
}

/// Where an id is from, if it is exactly one that documentation uses.
pub fn documentation_id(text: &str) -> Option<&'static str> {
    find(&IDS.ids, text, |known| &known.id).map(|known| known.source.as_str())
}
