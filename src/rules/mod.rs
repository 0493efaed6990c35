//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`
//! and below `src/rules/`.

use crate::rule::Rule;

mod identity {
    pub(super) mod account_id_format;
    pub(super) mod account_id_scope_prefix;
    pub(super) mod account_id_whitespace;
    pub(super) mod documentation_id;
    pub(super) mod instance_id_is_crn;
    pub(super) mod malformed_crn;
}
mod policy {
    pub(super) mod operator_not_allowed;
    pub(super) mod policy_type_not_authorization;
    pub(super) mod unknown_attribute_name;
}
mod roles {
    pub(super) mod duplicate_role;
    pub(super) mod malformed_role_crn;
    pub(super) mod missing_viewer_role;
    pub(super) mod role_broader_than_viewer;
    pub(super) mod role_crn_kind;
    pub(super) mod role_name_form;
}
mod syntax {
    pub(super) mod invalid_json;
}
mod shared;

/// All rules, sorted by name.
#[rustfmt::skip] // one line each, so that parallel branches merge
pub static RULES: &[Rule] = &[
    Rule { name: "account-id-format", group: "identity", page: include_str!("../../rules/account-id-format.md"), check: identity::account_id_format::check },
    Rule { name: "account-id-scope-prefix", group: "identity", page: include_str!("../../rules/account-id-scope-prefix.md"), check: identity::account_id_scope_prefix::check },
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: identity::account_id_whitespace::check },
    Rule { name: "documentation-id", group: "identity", page: include_str!("../../rules/documentation-id.md"), check: identity::documentation_id::check },
    Rule { name: "duplicate-role", group: "roles", page: include_str!("../../rules/duplicate-role.md"), check: roles::duplicate_role::check },
    Rule { name: "instance-id-is-crn", group: "identity", page: include_str!("../../rules/instance-id-is-crn.md"), check: identity::instance_id_is_crn::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: syntax::invalid_json::check },
    Rule { name: "malformed-crn", group: "identity", page: include_str!("../../rules/malformed-crn.md"), check: identity::malformed_crn::check },
    Rule { name: "malformed-role-crn", group: "roles", page: include_str!("../../rules/malformed-role-crn.md"), check: roles::malformed_role_crn::check },
    Rule { name: "missing-viewer-role", group: "roles", page: include_str!("../../rules/missing-viewer-role.md"), check: roles::missing_viewer_role::check },
    Rule { name: "operator-not-allowed", group: "policy", page: include_str!("../../rules/operator-not-allowed.md"), check: policy::operator_not_allowed::check },
    Rule { name: "policy-type-not-authorization", group: "policy", page: include_str!("../../rules/policy-type-not-authorization.md"), check: policy::policy_type_not_authorization::check },
    Rule { name: "role-broader-than-viewer", group: "roles", page: include_str!("../../rules/role-broader-than-viewer.md"), check: roles::role_broader_than_viewer::check },
    Rule { name: "role-crn-kind", group: "roles", page: include_str!("../../rules/role-crn-kind.md"), check: roles::role_crn_kind::check },
    Rule { name: "role-name-form", group: "roles", page: include_str!("../../rules/role-name-form.md"), check: roles::role_name_form::check },
    Rule { name: "unknown-attribute-name", group: "policy", page: include_str!("../../rules/unknown-attribute-name.md"), check: policy::unknown_attribute_name::check },
];
