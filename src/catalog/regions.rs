//! Regions and zones.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Instead, instead, read};

static REGIONS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/regions.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    regions: Vec<Region>,
    restricted: Vec<String>,
    other_locations: Vec<String>,
    aliases: Vec<Instead>,
}

/// A region with several zones.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// The names of its zones.
    pub zones: Vec<String>,
}

/// All regions, sorted by name.
pub fn regions() -> &'static [Region] {
    &REGIONS.regions
}

/// Whether this is a known region, a zone of one, or `global`. Data centres of single services are not among them.
pub fn is_location(name: &str) -> bool {
    let others = REGIONS.restricted.iter().chain(&REGIONS.other_locations);
    regions()
        .iter()
        .any(|region| region.name == name || region.zones.iter().any(|zone| zone == name))
        || others.into_iter().any(|other| other == name)
}

/// The region that an old or invented name stands for.
pub fn location_alias(name: &str) -> Option<&'static str> {
    instead(&REGIONS.aliases, name)
}
