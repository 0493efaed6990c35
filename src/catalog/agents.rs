//! Which resources may do what nobody sees: make policies, or do something with what they are given.

use super::{find, read};
use serde::Deserialize;
use std::sync::LazyLock;

static AGENTS: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/agents.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    makes_policies: Vec<String>,
    looks_up: Vec<Lookup>,
    makes_none: Vec<String>,
}

/// A data source that finds a thing which somebody else may have made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    kind: String,
    /// The type of what it finds.
    pub finds: String,
    /// The argument that holds its name; without one, all are found.
    pub by: Option<String>,
}

/// What a data source of this type finds.
pub fn lookup(kind: &str) -> Option<&'static Lookup> {
    find(&AGENTS.looks_up, kind, |one| &one.kind)
}

/// Whether resources of this type may make an authorization policy that nobody sees here. Data sources
/// make nothing.
pub fn may_make_policies(kind: &str) -> bool {
    if kind.starts_with("data.") {
        return false;
    }
    match provider(kind) {
        "ibm" => find(&AGENTS.makes_policies, kind, String::as_str).is_some(),
        other => find(&AGENTS.makes_none, other, String::as_str).is_none(),
    }
}

/// Whether a resource or data source of this type may do anything with what it refers to, or give it to
/// something that may.
pub fn may_use_all(kind: &str) -> bool {
    let is_foreign = provider(kind.trim_start_matches("data.")) != "ibm";
    is_foreign || may_make_policies(kind) || lookup(kind).is_some()
}

/// The provider that a type is called after.
fn provider(kind: &str) -> &str {
    kind.split('_').next().unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    #[test]
    fn what_is_looked_up_is_sorted() {
        for list in [&AGENTS.makes_policies, &AGENTS.makes_none] {
            assert!(list.is_sorted() && !list.is_empty(), "{list:?}");
        }
        let lookups = &AGENTS.looks_up;
        assert!(lookups.is_sorted_by_key(|one| &one.kind) && !lookups.is_empty(), "{lookups:?}");
        for one in lookups {
            let is_known = catalog::is_neighbour(&one.kind) || catalog::schema(&one.kind).is_some();
            assert!(is_known && one.kind.starts_with("data."), "{one:?}");
        }
    }

    #[test]
    fn only_what_is_known_makes_no_policies() {
        for kind in ["restapi_object", "shell_script", "ibm_iam_policy_assignment", "odd"] {
            assert!(may_make_policies(kind) && may_use_all(kind), "{kind}");
        }
        for kind in
            ["ibm_is_vpc", "null_resource", "terraform_data", "aws_vpc", "data.restapi_object"]
        {
            assert!(!may_make_policies(kind), "{kind}");
        }
        assert!(may_use_all("null_resource") && may_use_all("data.external"));
        assert!(may_use_all("data.ibm_is_virtual_endpoint_gateway"));
        assert!(!may_use_all("ibm_is_vpc") && !may_use_all("data.ibm_is_vpc"));
    }
}
