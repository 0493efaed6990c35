//! What endpoint gateways lead to: the hosts of services, names of infrastructure services, and what
//! is no target at all.

use super::{find, is_location, read, regions};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENDPOINTS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/endpoints.json")));

/// Stands for the location of the CRN.
const REGION: &str = "{region}";
/// Stands for any name of a location.
const PLACE: &str = "{place}";

#[derive(Debug, Default, Deserialize)]
struct File {
    services: Vec<Hosts>,
    by_instance: Vec<String>,
    infrastructure: Vec<Infrastructure>,
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hosts {
    #[serde(rename = "crn")]
    service: String,
    #[serde(rename = "hosts")]
    forms: Vec<String>,
    #[serde(default)]
    of_region: BTreeMap<String, String>,
    #[serde(default)]
    open: bool,
}

/// A service of the infrastructure that a gateway reaches by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Infrastructure {
    /// The name.
    pub name: String,
    /// Whether the API's documentation names it.
    pub status: Status,
}

/// Whether a service of the infrastructure is documented.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is.
    Documented,
    /// It is only in older configurations.
    Old,
}

/// Something that has a CRN but is no target of a gateway.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The service and the type in its CRN, with a blank between.
    crn: String,
    /// What it is, in words: "a bucket".
    pub title: String,
    /// What to name instead.
    pub whole: String,
    references: Vec<PartReference>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartReference {
    kind: String,
    attributes: Vec<String>,
}

/// What is known of the host in the CRN of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// It is one of the service in that location, or nothing is known of it.
    Fits,
    /// It is the service's, but in this location.
    Elsewhere(String),
    /// It is another service's.
    OfAnother(&'static str),
    /// It is like none that are known of the service; these are.
    Unlike(Vec<String>),
    /// The service is reached by the CRN of an instance.
    ByInstance,
}

/// Compares a host with what is known of the service and location in its CRN.
pub fn host(service: &str, location: &str, host: &str) -> Host {
    let known = find(&ENDPOINTS.services, service, |one| &one.service);
    let places: Vec<Option<&str>> = known.into_iter().flat_map(|one| one.places(host)).collect();
    if places.iter().any(|place| place.is_none_or(|place| place == location)) {
        return Host::Fits;
    }
    if let Some(place) = places.into_iter().flatten().find(|place| is_location(place)) {
        // For `global` there may be hosts that are not known.
        let is_region = regions().iter().any(|region| region.name == location);
        return if is_region {
            Host::Elsewhere(place.to_owned())
        } else {
            Host::Unlike(Vec::new())
        };
    }
    let has_it = |one: &&Hosts| {
        let mut places = one.places(host).into_iter();
        one.service != service && places.any(|place| place.is_none_or(is_location))
    };
    if let Some(other) = ENDPOINTS.services.iter().find(has_it) {
        return Host::OfAnother(&other.service);
    }
    if ENDPOINTS.by_instance.iter().any(|name| name == service) {
        return Host::ByInstance;
    }
    match known.filter(|one| !one.open) {
        Some(known) => Host::Unlike(known.of(location, host)),
        None => Host::Fits,
    }
}

impl Hosts {
    /// The locations for which `host` is one of these, `None` where it is for all.
    fn places<'a>(&'a self, host: &'a str) -> Vec<Option<&'a str>> {
        let listed = self.of_region.iter().filter(|(_, one)| *one == host);
        let listed = listed.map(|(region, _)| Some(region.as_str()));
        let forms = self.forms.iter();
        let fitting = forms.filter_map(|form| {
            if form.contains(REGION) {
                return between(form, REGION, host).map(Some);
            }
            (form == host || between(form, PLACE, host).is_some()).then_some(None)
        });
        listed.chain(fitting).collect()
    }

    /// Those for a location, where it has to be for the place that `host` names.
    fn of(&self, location: &str, host: &str) -> Vec<String> {
        let place = host.split('.').find(|part| is_location(part));
        let forms = self.forms.iter().filter_map(|form| match place {
            None if form.contains(PLACE) => None,
            _ => Some(form.replace(REGION, location).replace(PLACE, place.unwrap_or_default())),
        });
        self.of_region.get(location).cloned().into_iter().chain(forms).collect()
    }
}

/// What stands in a host where its form has `mark`.
fn between<'a>(form: &str, mark: &str, host: &'a str) -> Option<&'a str> {
    let (before, after) = form.split_once(mark)?;
    let place = host.strip_prefix(before)?.strip_suffix(after)?;
    (!place.is_empty()).then_some(place)
}

/// The name of the location in a host for which the service has one for each.
pub fn place_in_host<'a>(service: &str, host: &'a str) -> Option<&'a str> {
    let known = find(&ENDPOINTS.services, service, |one| &one.service)?;
    known.forms.iter().find_map(|form| between(form, PLACE, host))
}

/// The services of the infrastructure that are known by name.
pub fn infrastructure() -> &'static [Infrastructure] {
    &ENDPOINTS.infrastructure
}

/// What something of that type in a service is, if it is surely no target of a gateway.
pub fn part(service: &str, kind: &str) -> Option<&'static Part> {
    find(&ENDPOINTS.parts, &format!("{service} {kind}"), |one| &one.crn)
}

/// What the attribute of a Terraform type is the CRN of, if that is surely no target of a gateway.
pub fn part_of_reference(kind: &str, attribute: &str) -> Option<&'static Part> {
    let kind = kind.strip_prefix("data.").unwrap_or(kind);
    let is_it =
        |one: &PartReference| one.kind == kind && one.attributes.iter().any(|a| a == attribute);
    ENDPOINTS.parts.iter().find(|part| part.references.iter().any(is_it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_apart() {
        let of = |service, location, text| host(service, location, text);
        assert_eq!(of("container-registry", "in-che", "in.icr.io"), Host::Fits);
        assert_eq!(of("kms", "eu-de", "private.eu-de.kms.cloud.ibm.com"), Host::Fits);
        assert_eq!(
            of("kms", "eu-de", "private.us-south.kms.cloud.ibm.com"),
            Host::Elsewhere("us-south".to_owned())
        );
        assert_eq!(
            of("kms", "eu-de", "eu-de.kms.cloud.ibm.com"),
            Host::Unlike(vec!["private.eu-de.kms.cloud.ibm.com".to_owned()])
        );
        assert_eq!(of("kms", "eu-de", "private.iam.cloud.ibm.com"), Host::OfAnother("iam-svcs"));
        let storage = "s3.direct.dal.us.cloud-object-storage.appdomain.cloud";
        assert_eq!(of("cloud-object-storage", "global", storage), Host::Fits);
        assert_eq!(of("container-registry", "eu-de", "de.icr.io"), Host::Fits);
        assert_eq!(
            of("container-registry", "eu-de", "us.icr.io"),
            Host::Elsewhere("us-south".to_owned())
        );
        assert_eq!(of("container-registry", "global", "icr.io"), Host::Unlike(Vec::new()));
        assert_eq!(of("messagehub", "eu-de", "private.eu-de.streams.ibm.com"), Host::ByInstance);
        assert_eq!(of("appid", "eu-de", "private.eu-de.appid.cloud.ibm.com"), Host::Fits);
    }

    #[test]
    fn tables_are_sorted_and_whole() {
        assert!(ENDPOINTS.services.is_sorted_by_key(|one| &one.service));
        assert!(ENDPOINTS.parts.is_sorted_by_key(|one| &one.crn));
        for one in &ENDPOINTS.services {
            let all = one.forms.iter().chain(one.of_region.values());
            for host in all.filter(|host| !host.contains('{')) {
                assert!(!one.places(host).is_empty(), "{host}");
            }
        }
    }
}
