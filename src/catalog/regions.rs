//! Regions and zones.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Instead, instead, near_alias, nearest, read};

static REGIONS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/regions.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    regions: Vec<Region>,
    restricted: Vec<String>,
    other_locations: Vec<String>,
    data_centres: Vec<String>,
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

/// Whether this is a known region, a zone of one, a data centre, or a name for several regions such as `global`.
pub fn is_location(name: &str) -> bool {
    REGIONS.data_centres.iter().any(|centre| centre == name)
        || spelled_locations().any(|known| known == name)
}

/// Whether this is a known data centre that is no zone of a region.
pub fn is_data_centre(name: &str) -> bool {
    REGIONS.data_centres.iter().any(|centre| centre == name)
}

/// The region that an old or invented name stands for.
pub fn location_alias(name: &str) -> Option<&'static str> {
    instead(&REGIONS.aliases, name)
}

/// The location that is evidently meant by a name that is none: an old name, that of a city, or another spelling. `None`
/// for what looks like a data centre, since one is like the other.
pub fn location_meant(name: &str) -> Option<&'static str> {
    let dashed = |c: char| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() };
    let dashed: String = name.trim().chars().map(dashed).collect();
    if is_location(name) || looks_like_data_centre(&dashed) {
        return None;
    }
    let alias = || near_alias(&dashed, &REGIONS.aliases);
    location_alias(&dashed).or_else(|| nearest(name.trim(), spelled_locations())).or_else(alias)
}

/// Three letters and two digits.
fn looks_like_data_centre(name: &str) -> bool {
    let (letters, digits) = name.split_at_checked(3).unwrap_or_default();
    letters.bytes().all(|b| b.is_ascii_lowercase())
        && digits.len() == 2
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// All locations but the data centres.
fn spelled_locations() -> impl Iterator<Item = &'static str> {
    let zoned =
        regions().iter().flat_map(|region| std::iter::once(&region.name).chain(&region.zones));
    zoned.chain(&REGIONS.restricted).chain(&REGIONS.other_locations).map(String::as_str)
}
