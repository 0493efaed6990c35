//! What is known about IBM Cloud: services, roles, attributes, places and the Terraform types.
//!
//! Facts are data in `rules/catalog/*.json`, each file with its source and date; the code here only looks them up.
//! What is absent from the tables proves nothing: most answers are an [`Option`], and `None` means "not known".

mod agents;
mod attributes;
mod commands;
mod cross_account;
mod documentation;
mod endpoints;
mod modules;
mod nearest;
mod pairs;
mod provider;
mod references;
mod regions;
mod roles;
mod services;
mod versions;

pub use agents::{
    Lookup, UNKNOWN, Written, lookup, may_make_policies, may_run_anything, may_use_all,
};
pub use attributes::{
    Instances, Place, attribute_alias, ends_as_account, has_guids, instances, is_resource_id,
    is_resource_types, is_source_types, means_whole_instance, operator_alias, operators,
    resource_attributes, resource_type_alias, service_attributes, source_service,
    standalone_target_types, subject_attributes, target_resource_types,
};
pub use cross_account::takes_foreign_gateways;
pub use documentation::documentation_id;
pub use endpoints::{
    Host, Infrastructure, Part, Status, host, infrastructure, part, part_of_reference,
    place_in_host,
};
pub use modules::{Model, drops_key, has_known_keys, model, models_of};
pub use nearest::{nearest, nearest_within, normalised};
pub use pairs::{Pair, is_granted, offers_no_role, pairs, pairs_of};
pub use provider::{
    Alias, Alternative, Argument, Deprecated, NotSent, Schema, Type, is_meta_argument,
    is_meta_block, is_neighbour, kinds, schema,
};
pub use references::{What, what_is};
pub use regions::{Region, is_data_centre, is_location, location_alias, location_meant, regions};
pub use roles::{
    Confidence, Kind, Role, can_see_instance, common_service_roles, contains, is_role_name,
    platform_roles, role_by_crn, role_by_id, role_by_name, role_display, role_meant, roles,
};
pub use services::{
    Service, offers, service, service_alias, service_meant, service_of_type, services,
};
pub use versions::{Range, Version};

use serde::de::DeserializeOwned;

/// A pair of a wrong name and the right one.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Instead {
    name: String,
    instead: String,
}

/// Reads an embedded file. A broken one is a bug of the build that the tests find, so it is empty here and not a crash.
pub(crate) fn read<T: DeserializeOwned + Default>(text: &str) -> T {
    let read = serde_json::from_str(text);
    debug_assert!(read.is_ok(), "an embedded catalogue does not parse: {:?}", read.as_ref().err());
    read.unwrap_or_default()
}

/// The element with this name in a list sorted by name.
fn find<'a, T>(list: &'a [T], name: &str, name_of: impl Fn(&T) -> &str) -> Option<&'a T> {
    let index = list.binary_search_by(|item| name_of(item).cmp(name)).ok()?;
    list.get(index)
}

/// The right name for a wrong one, in a sorted list of pairs.
fn instead<'a>(list: &'a [Instead], name: &str) -> Option<&'a str> {
    find(list, name, |alias| &alias.name).map(|alias| alias.instead.as_str())
}

/// What the aliases that are one edit away all stand for; short ones are too near to one another.
fn near_alias<'a>(name: &str, aliases: &'a [Instead]) -> Option<&'a str> {
    const LONG: usize = 8;
    let is_near = |alias: &&Instead| {
        let alias = alias.name.as_str();
        alias.len() >= LONG && nearest_within(name, 1, std::iter::once(alias)).is_some()
    };
    let mut meant = aliases.iter().filter(is_near).map(|alias| alias.instead.as_str());
    let first = meant.next()?;
    meant.all(|other| other == first).then_some(first)
}
