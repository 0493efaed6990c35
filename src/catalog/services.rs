//! Services, the roles they offer, and what people call them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Instead, find, instead, near_alias, nearest, read};

static SERVICES: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/services.json")));
static ALIASES: LazyLock<Aliases> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/service-aliases.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    services: Vec<Service>,
}

#[derive(Debug, Default, Deserialize)]
struct Aliases {
    aliases: Vec<Instead>,
    type_prefixes: Vec<Instead>,
}

/// A service as IAM knows it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The name that policies and CRNs carry.
    pub name: String,
    /// The name of the product; empty if not known.
    pub title: String,
    /// Display names of its platform roles; empty if not known.
    pub platform_roles: Vec<String>,
    /// Display names of its service roles; empty if not known or none.
    pub service_roles: Vec<String>,
}

impl Service {
    /// The display names of all roles that are known of it.
    pub fn role_names(&self) -> impl Iterator<Item = &str> {
        self.platform_roles.iter().chain(&self.service_roles).map(String::as_str)
    }
}

/// The service of this name.
pub fn service(name: &str) -> Option<&'static Service> {
    find(&SERVICES.services, name, |service| &service.name)
}

/// All known services, sorted by name.
pub fn services() -> &'static [Service] {
    &SERVICES.services
}

/// Whether the service offers a role of this display name; `None` if the service or its roles are not known.
pub fn offers(name: &str, role: &str) -> Option<bool> {
    let service = service(name)?;
    let known = !service.platform_roles.is_empty() || !service.service_roles.is_empty();
    known.then(|| service.role_names().any(|name| name == role))
}

/// The service that is evidently meant by a name that is none: an abbreviation, an old name, the name of the product, or
/// another spelling. `None` for the name of a service.
pub fn service_alias(name: &str) -> Option<&'static str> {
    if service(name).is_some() {
        return None;
    }
    let dashed = dashed(name);
    if let Some(service) = service(&dashed) {
        return Some(&service.name);
    }
    instead(&ALIASES.aliases, &dashed).or_else(|| titled(&dashed))
}

/// The service that a Terraform type belongs to: `is` for `ibm_is_snapshot`.
pub fn service_of_type(kind: &str) -> Option<&'static str> {
    let fits = |prefix: &&Instead| kind.starts_with(&prefix.name);
    let longest = ALIASES.type_prefixes.iter().filter(fits).max_by_key(|prefix| prefix.name.len());
    longest.map(|prefix| prefix.instead.as_str())
}

/// The service that is evidently meant by a name that is none, by an alias, a Terraform type or a slip of the keyboard.
/// `None` for the name of a service, and where nothing is near.
pub fn service_meant(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if service(name).is_some() {
        return None;
    }
    // No policy between services names a part of `is`.
    let whole = || services().iter().filter(|service| !service.name.starts_with("is."));
    let near = || nearest(name, whole().map(|service| service.name.as_str()));
    let alias = || near_alias(name, &ALIASES.aliases);
    service_alias(name).or_else(|| service_of_type(name)).or_else(near).or_else(alias)
}

/// The only undotted service with this title.
fn titled(dashed_title: &str) -> Option<&'static str> {
    if dashed_title.is_empty() {
        return None;
    }
    let mut hits = services()
        .iter()
        .filter(|service| !service.name.contains('.') && dashed(&service.title) == dashed_title);
    let first = hits.next()?;
    hits.next().is_none().then_some(first.name.as_str())
}

fn dashed(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| if c == '_' || c == ' ' { '-' } else { c.to_ascii_lowercase() })
        .collect()
}
