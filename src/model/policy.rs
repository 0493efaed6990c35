//! An authorization policy: who (subject) may do what (roles) on what (resource).

use super::resource::{Resource, Subject};
use crate::catalog::{attribute_alias, can_see_instance, ends_as_account, role_meant};
use crate::node::{Kind, Located, Node, Place};
use crate::source::Span;

/// In which form a policy is written, which decides how roles and attributes are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON with `subjects`, `roles`, `resources`: roles by CRN, attributes by `name`.
    V1,
    /// JSON with `subject`, `control`, `resource`: roles by CRN, attributes by `key`.
    V2,
    /// Terraform: roles by display name.
    Terraform,
}

/// An authorization policy.
#[derive(Clone, Debug)]
pub struct AuthorizationPolicy {
    /// How it was written.
    pub resource: Resource,
    /// Its form.
    pub format: Format,
    /// It is the policy of a template, whose accounts are filled in when it is assigned.
    pub template: bool,
    /// `type`; absent in Terraform, where it is always an authorization.
    pub policy_type: Node,
    /// Who may: normally one.
    pub subjects: Vec<Side>,
    /// On what: normally one.
    pub targets: Vec<Side>,
    /// What: a list of display names (Terraform) or CRNs (JSON).
    pub roles: Node,
}

/// The subject or the resource of a policy.
#[derive(Clone, Debug)]
pub struct Side {
    /// Where to say that something is missing.
    pub span: Span,
    /// How it is written.
    pub form: SideForm,
    /// Its attributes, in the order written.
    pub attributes: Vec<Attribute>,
    /// Whether all attributes were seen.
    pub whole: bool,
    /// Whether tags narrow it besides.
    pub tagged: bool,
}

/// How a [`Side`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideForm {
    /// A list of attributes with name and value: JSON, `subject_attributes`, `resource_attributes`.
    Attributes,
    /// Terraform's own arguments: `source_service_name` and its like.
    Flat,
}

/// One attribute of a side: `serviceName` is `kms`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name as IAM calls it; written in the file or implied by a Terraform argument.
    pub name: Node,
    /// Its value.
    pub value: Node,
    /// Its operator; absent where none is written.
    pub operator: Node,
    /// Where to say that something of it is missing.
    pub span: Span,
}

/// Whether a side has an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there, with a value that is surely not null.
    Set,
    /// It may be there.
    Maybe,
    /// It is surely not there.
    Absent,
}

impl Subject for AuthorizationPolicy {
    fn resource(&self) -> &Resource {
        &self.resource
    }
}

impl Located for Side {
    fn place(&self) -> Place {
        self.span.place()
    }
}

impl AuthorizationPolicy {
    /// Both sides of the policy.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.subjects.iter().chain(&self.targets)
    }

    /// The one subject, if there is just one.
    pub fn subject(&self) -> Option<&Side> {
        let [only] = self.subjects.as_slice() else { return None };
        Some(only)
    }

    /// The one resource, if there is just one.
    pub fn target(&self) -> Option<&Side> {
        let [only] = self.targets.as_slice() else { return None };
        Some(only)
    }

    /// Every role that may be granted, one by one.
    pub fn each_role(&self) -> Vec<&Node> {
        let lists = self.roles.each();
        lists.flat_map(|list| list.items().unwrap_or_default()).flat_map(Node::each).collect()
    }

    /// The lists of roles that may be granted, one for each way the conditions may go; `None` if
    /// one of them was not seen whole.
    pub fn role_lists(&self) -> Option<Vec<&[Node]>> {
        self.roles.each().map(|list| list.items().filter(|_| list.is_whole())).collect()
    }

    /// Whether it surely grants roles, and none that lets its holder look up an instance. Custom roles
    /// are not known.
    pub fn is_blind(&self) -> bool {
        let sees_nothing = |role: &Node| {
            role.surely(|text| role_meant(text).is_some_and(|name| !can_see_instance(name)))
        };
        let is_blind = |list: &&[Node]| !list.is_empty() && list.iter().all(sees_nothing);
        self.role_lists().is_some_and(|lists| !lists.is_empty() && lists.iter().all(is_blind))
    }

    /// Whether this is surely a policy for virtual private endpoint gateways: its only subject is
    /// `is` with resource type `endpoint-gateway`.
    pub fn is_for_endpoint_gateways(&self) -> bool {
        let is = |name: &str, wanted: &str| {
            self.subject()
                .and_then(|side| side.get(name))
                .is_some_and(|found| found.value.surely(|text| text.trim() == wanted))
        };
        is("serviceName", "is") && is("resourceType", "endpoint-gateway")
    }
}

impl Side {
    /// The attribute that is surely meant by `name`; the first one if there are several.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|one| one.is_called(name))
    }

    /// The service it names, if that is known.
    pub fn service(&self) -> Option<&str> {
        let alias = || self.attributes.iter().find(|one| one.stands_for("serviceName"));
        self.get("serviceName").or_else(alias)?.value.text().map(str::trim)
    }

    /// The value of attribute `name`; [`Kind::Absent`] if it is not there or not surely meant.
    pub fn value(&self, name: &str) -> Node {
        self.get(name).map_or_else(|| Node::absent(self.span), |found| found.value.clone())
    }

    /// Whether attribute `name` is there. Case, blanks and `_` do not count: `account_id` is taken
    /// for `accountId`, so that a misspelling is reported as one and not as something missing too.
    pub fn presence(&self, name: &str) -> Presence {
        let mut presence = if self.whole { Presence::Absent } else { Presence::Maybe };
        for one in &self.attributes {
            if one.is_called(name) {
                if one.value.is_set() {
                    return Presence::Set;
                }
                if !one.value.is_unwritten() {
                    presence = Presence::Maybe;
                }
            } else if one.may_be_called(name) || one.stands_for(name) {
                presence = Presence::Maybe;
            }
        }
        presence
    }

    /// Whether there may be an attribute `name` that was not seen, or not for what it is.
    pub fn may_hide(&self, name: &str) -> bool {
        let may_be = |one: &Attribute| {
            !one.is_called(name) && (one.may_be_called(name) || one.stands_for(name))
        };
        !self.whole || self.attributes.iter().any(may_be)
    }

    /// Whether it names something smaller than a service, such as an instance, a resource group or
    /// a single resource. A resource type alone names a sort of things and not one of them.
    pub fn is_scoped(&self) -> Presence {
        const BROAD: [&str; 4] = ["accountId", "serviceName", "region", "resourceType"];
        let is_broad = |name: &str| BROAD.iter().any(|broad| alike(broad, name));
        let mut presence =
            if self.whole && !self.tagged { Presence::Absent } else { Presence::Maybe };
        for one in &self.attributes {
            if one.name.surely(is_broad) || one.value.is_unwritten() || one.is_any_instance() {
                continue;
            }
            if one.value.is_set() && !one.name.possibly(is_broad) {
                return Presence::Set;
            }
            presence = Presence::Maybe;
        }
        presence
    }

    /// What to do to give it the attribute `name`, which is `argument` in Terraform's own form.
    pub fn how_to_set(&self, name: &str, argument: &str) -> String {
        match self.form {
            SideForm::Flat => format!("set `{argument}`"),
            SideForm::Attributes => format!("set the attribute `{name}`"),
        }
    }

    /// Whether attribute `name` is surely not there.
    pub fn lacks(&self, name: &str) -> bool {
        self.presence(name) == Presence::Absent
    }
}

/// A name without what people get wrong in it: case, `_`, `-` and blanks.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace());
    kept.flat_map(char::to_lowercase)
}

/// Whether two names are the same but for what people get wrong in them.
fn alike(one: &str, other: &str) -> bool {
    let letter = |byte: Option<&u8>| byte.copied().filter(u8::is_ascii_alphabetic);
    let differ = |(one, other): (u8, u8)| !one.eq_ignore_ascii_case(&other);
    let ends = |name: &str| {
        let bytes = name.as_bytes();
        (letter(bytes.first()), letter(bytes.last()))
    };
    // Most are told apart by their first or last letters, and hardly any have others than those of ASCII.
    let (ours, theirs) = (ends(one), ends(other));
    let is_told =
        ours.0.zip(theirs.0).is_some_and(differ) || ours.1.zip(theirs.1).is_some_and(differ);
    if is_told || one == other {
        return !is_told;
    }
    if one.is_ascii() && other.is_ascii() {
        return plain_letters(one).eq(plain_letters(other));
    }
    letters(one).eq(letters(other))
}

/// As [`letters`], of a name in ASCII.
fn plain_letters(name: &str) -> impl Iterator<Item = u8> {
    let kept = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ' | b'\t'..=b'\r'));
    kept.map(|byte| byte.to_ascii_lowercase())
}

impl Attribute {
    /// Whether it is surely `name`, maybe in another spelling: case, `_`, `-` and blanks do not
    /// count, for a misspelt name is reported as such and its value judged all the same.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.surely(|text| alike(text, name))
    }

    /// Whether its name may turn out to be `name`, where it is not one text that says so or not.
    fn may_be_called(&self, name: &str) -> bool {
        self.name.text().is_none() && self.name.possibly(|text| alike(text, name))
    }

    /// Whether its name may be what people write instead of `name`.
    fn stands_for(&self, name: &str) -> bool {
        self.name.possibly(|text| attribute_alias(text) == Some(name))
    }

    /// Whether its name surely is another word for an account: `KeyOwnerAccountID`.
    pub fn stands_for_account(&self) -> bool {
        self.name.surely(|text| attribute_alias(text) == Some("accountId") || ends_as_account(text))
    }

    /// Whether its value is compared as it is: without an operator, or with one for equality.
    pub fn is_compared_exactly(&self) -> bool {
        let equality = |text: &str| letters(text).take(12).eq("stringequals".chars());
        self.operator.is_absent() || self.operator.surely(equality)
    }

    /// The pattern that it is compared with, where it surely is one.
    pub fn pattern(&self) -> Option<&str> {
        self.value.text().filter(|_| self.operator.surely(|text| alike(text, "stringmatch")))
    }

    /// Whether it is a service instance that surely narrows nothing: an empty one, a pattern that
    /// fits all, or the question whether there is one.
    fn is_any_instance(&self) -> bool {
        let value = |test: fn(&str) -> bool| self.value.surely(|text| test(text.trim()));
        let operator = |name: &str| self.operator.surely(|text| alike(text, name));
        let all = |text: &str| text.chars().all(|c| c == '*');
        let exists = value(|text| text == "true") || matches!(self.value.kind, Kind::Bool(true));
        self.is_called("serviceInstance")
            && (value(str::is_empty)
                || operator("stringmatch") && value(all)
                || operator("stringexists") && exists)
    }

    /// The name, if it is known.
    pub fn known_name(&self) -> Option<&str> {
        self.name.text()
    }

    /// Whether the value is compared as it stands: no pattern, and no question whether there is one.
    pub fn is_plain(&self) -> bool {
        self.operator.is_absent() || self.operator.surely(|text| alike(text, "stringequals"))
    }

    /// Whether the value is surely not there, as the provider and the API read it.
    pub fn is_absent(&self) -> bool {
        matches!(self.value.kind, Kind::Absent | Kind::Null)
    }
}
