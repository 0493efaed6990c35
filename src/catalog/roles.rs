//! Roles: their CRNs, where a source prints them, and their display names.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Service, find, normalised, offers, read, services};

static ROLES: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/roles.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    platform_roles: Vec<String>,
    common_service_roles: Vec<String>,
    can_see_instance: Vec<String>,
    order: Vec<Above>,
    own_order: Vec<OwnOrder>,
    roles: Vec<Role>,
}

/// A role that most services share, and what it contains.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Above {
    role: String,
    contains: Vec<Below>,
}

/// A role that another contains, but for some services.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Below {
    name: String,
    except: Vec<String>,
}

/// Which of its own roles a service has that contain others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnOrder {
    service: String,
    roles: Vec<OwnRole>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnRole {
    role: String,
    contains: Vec<String>,
}

/// A role whose CRN is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The service under whose name the CRN stands.
    pub service: String,
    /// `role` or `serviceRole`.
    pub kind: Kind,
    /// The last segment of the CRN.
    pub id: String,
    /// The display name.
    pub name: String,
    /// How sure the CRN is. At [`Confidence::Low`] its service is inferred.
    pub confidence: Confidence,
    /// IBM's own pages print it under this service, and under `iam` as well.
    #[serde(default)]
    pub disputed: bool,
    #[serde(rename = "source")]
    _source: String,
}

impl Role {
    /// The CRN.
    pub fn crn(&self) -> String {
        format!("crn:v1:bluemix:public:{}::::{}:{}", self.service, self.kind.as_str(), self.id)
    }
}

/// The kind of a role, as its CRN spells it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `role`: a platform role.
    #[serde(rename = "role")]
    Platform,
    /// `serviceRole`: a role of a service.
    #[serde(rename = "serviceRole")]
    Service,
}

impl Kind {
    /// The segment of the CRN.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "role",
            Self::Service => "serviceRole",
        }
    }
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Inferred: good for an info.
    Low,
    /// One source.
    Medium,
    /// Code, or independent sources.
    High,
}

/// All roles whose CRN is known, sorted by service, kind and id.
pub fn roles() -> &'static [Role] {
    &ROLES.roles
}

/// The role of a CRN's service, kind (`role` or `serviceRole`) and id.
pub fn role_by_crn(service: &str, kind: &str, id: &str) -> Option<&'static Role> {
    roles()
        .iter()
        .find(|role| role.service == service && role.kind.as_str() == kind && role.id == id)
}

/// The role of this display name, where its CRN is known.
pub fn role_by_name(display: &str) -> Option<&'static Role> {
    roles().iter().find(|role| role.name == display)
}

/// The role of this id, as the last segment of its CRN spells it: `EventSourceManager`.
pub fn role_by_id(id: &str) -> Option<&'static Role> {
    roles().iter().find(|role| role.id == id)
}

/// Whether any service offers a role of this display name.
pub fn is_role_name(display: &str) -> bool {
    role_names().any(|name| name == display)
}

/// The display names of all roles, some of them several times.
fn role_names() -> impl Iterator<Item = &'static str> {
    let own = platform_roles().iter().chain(common_service_roles()).map(String::as_str);
    let printed = roles().iter().map(|role| role.name.as_str());
    own.chain(printed).chain(services().iter().flat_map(Service::role_names))
}

/// The display name of the role that a text surely stands for: a display name or a CRN, rightly spelled.
pub fn role_display(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let by_crn = || {
        let segments: Vec<&str> = text.split(':').collect();
        let ["crn", _, _, _, service, _, _, _, kind, id] = segments.as_slice() else { return None };
        role_by_crn(service, kind, id).map(|role| role.name.as_str())
    };
    role_names().find(|name| *name == text).or_else(by_crn)
}

/// The display name of the role that a text evidently means, also as an id, in another case, without its blanks, or in a
/// CRN that is not right. `None` for custom roles and for what several roles could be.
pub fn role_meant(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if let Some(display) = role_display(text) {
        return Some(display);
    }
    let crn = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("crn:"));
    if crn && text.to_ascii_lowercase().contains(":customrole:") {
        return None;
    }
    let id = text.rsplit(':').next().filter(|_| crn).unwrap_or(text);
    if let Some(role) = role_by_id(id) {
        return Some(&role.name);
    }
    ALIKE.get(&normalised(id)).copied().flatten()
}

/// The role names by how they are spelt but for case and separators; nothing where two differ only
/// in that.
static ALIKE: LazyLock<HashMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let mut alike: HashMap<String, Option<&'static str>> = HashMap::new();
    for name in role_names() {
        let known = alike.entry(normalised(name)).or_insert(Some(name));
        *known = known.filter(|earlier| *earlier == name);
    }
    alike
});

/// The display names of the roles of kind `role` that IAM itself has.
pub fn platform_roles() -> &'static [String] {
    &ROLES.platform_roles
}

/// The display names of the service roles that most services share.
pub fn common_service_roles() -> &'static [String] {
    &ROLES.common_service_roles
}

/// Whether this role lets its holder look up the instance that it is granted on.
pub fn can_see_instance(role_display: &str) -> bool {
    ROLES.can_see_instance.iter().any(|name| name == role_display)
}

/// Whether on this service `role` is known to allow all that `other` allows, and more.
pub fn contains(service: &str, role: &str, other: &str) -> bool {
    let both = || offers(service, role) == Some(true) && offers(service, other) == Some(true);
    let excepted = |below: &Below| below.except.iter().any(|name| name == service);
    let shared = find(&ROLES.order, role, |above| &above.role)
        .and_then(|above| find(&above.contains, other, |below| &below.name));
    let own = || {
        let order = find(&ROLES.own_order, service, |order| &order.service)?;
        find(&order.roles, role, |own| &own.role)
    };
    shared.is_some_and(|below| !excepted(below) && both())
        || own().is_some_and(|own| own.contains.iter().any(|name| name == other))
}
