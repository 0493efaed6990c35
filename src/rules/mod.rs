//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`
//! and below `src/rules/`.

use crate::rule::Rule;

mod gateway {
    pub(super) mod dns_mode_invalid;
    pub(super) mod empty_security_groups;
    pub(super) mod gateway_name_invalid;
    pub(super) mod missing_security_groups;
    pub(super) mod missing_target_identity;
    pub(super) mod target_identity_mismatch;
    pub(super) mod target_resource_type_invalid;
    pub(super) mod target_type_contradicts_crn;
}
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
mod schema {
    pub(super) mod conflicting_arguments;
    pub(super) mod deprecated_argument;
    pub(super) mod empty_list;
    pub(super) mod missing_alternative;
    pub(super) mod missing_argument;
    pub(super) mod mixed_policy_formats;
    pub(super) mod unknown_argument;
    pub(super) mod wrong_argument_type;
}
mod scope {
    pub(super) mod missing_source_resource_type;
    pub(super) mod missing_subject_account;
    pub(super) mod missing_target_account;
    pub(super) mod unknown_source_resource_type;
    pub(super) mod unscoped_target;
    pub(super) mod wrong_target_resource_type;
}
mod syntax {
    pub(super) mod duplicate_json_key;
    pub(super) mod invalid_hcl;
    pub(super) mod invalid_json;
    pub(super) mod placeholder_value;
}
mod shared;

/// All rules, sorted by name.
#[rustfmt::skip] // one line each, so that parallel branches merge
pub static RULES: &[Rule] = &[
    Rule { name: "account-id-format", group: "identity", page: include_str!("../../rules/account-id-format.md"), check: identity::account_id_format::check },
    Rule { name: "account-id-scope-prefix", group: "identity", page: include_str!("../../rules/account-id-scope-prefix.md"), check: identity::account_id_scope_prefix::check },
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: identity::account_id_whitespace::check },
    Rule { name: "conflicting-arguments", group: "schema", page: include_str!("../../rules/conflicting-arguments.md"), check: schema::conflicting_arguments::check },
    Rule { name: "deprecated-argument", group: "schema", page: include_str!("../../rules/deprecated-argument.md"), check: schema::deprecated_argument::check },
    Rule { name: "dns-mode-invalid", group: "gateway", page: include_str!("../../rules/dns-mode-invalid.md"), check: gateway::dns_mode_invalid::check },
    Rule { name: "documentation-id", group: "identity", page: include_str!("../../rules/documentation-id.md"), check: identity::documentation_id::check },
    Rule { name: "duplicate-json-key", group: "syntax", page: include_str!("../../rules/duplicate-json-key.md"), check: syntax::duplicate_json_key::check },
    Rule { name: "duplicate-role", group: "roles", page: include_str!("../../rules/duplicate-role.md"), check: roles::duplicate_role::check },
    Rule { name: "empty-list", group: "schema", page: include_str!("../../rules/empty-list.md"), check: schema::empty_list::check },
    Rule { name: "empty-security-groups", group: "gateway", page: include_str!("../../rules/empty-security-groups.md"), check: gateway::empty_security_groups::check },
    Rule { name: "gateway-name-invalid", group: "gateway", page: include_str!("../../rules/gateway-name-invalid.md"), check: gateway::gateway_name_invalid::check },
    Rule { name: "instance-id-is-crn", group: "identity", page: include_str!("../../rules/instance-id-is-crn.md"), check: identity::instance_id_is_crn::check },
    Rule { name: "invalid-hcl", group: "syntax", page: include_str!("../../rules/invalid-hcl.md"), check: syntax::invalid_hcl::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: syntax::invalid_json::check },
    Rule { name: "malformed-crn", group: "identity", page: include_str!("../../rules/malformed-crn.md"), check: identity::malformed_crn::check },
    Rule { name: "malformed-role-crn", group: "roles", page: include_str!("../../rules/malformed-role-crn.md"), check: roles::malformed_role_crn::check },
    Rule { name: "missing-alternative", group: "schema", page: include_str!("../../rules/missing-alternative.md"), check: schema::missing_alternative::check },
    Rule { name: "missing-argument", group: "schema", page: include_str!("../../rules/missing-argument.md"), check: schema::missing_argument::check },
    Rule { name: "missing-security-groups", group: "gateway", page: include_str!("../../rules/missing-security-groups.md"), check: gateway::missing_security_groups::check },
    Rule { name: "missing-source-resource-type", group: "scope", page: include_str!("../../rules/missing-source-resource-type.md"), check: scope::missing_source_resource_type::check },
    Rule { name: "missing-subject-account", group: "scope", page: include_str!("../../rules/missing-subject-account.md"), check: scope::missing_subject_account::check },
    Rule { name: "missing-target-account", group: "scope", page: include_str!("../../rules/missing-target-account.md"), check: scope::missing_target_account::check },
    Rule { name: "missing-target-identity", group: "gateway", page: include_str!("../../rules/missing-target-identity.md"), check: gateway::missing_target_identity::check },
    Rule { name: "missing-viewer-role", group: "roles", page: include_str!("../../rules/missing-viewer-role.md"), check: roles::missing_viewer_role::check },
    Rule { name: "mixed-policy-formats", group: "schema", page: include_str!("../../rules/mixed-policy-formats.md"), check: schema::mixed_policy_formats::check },
    Rule { name: "operator-not-allowed", group: "policy", page: include_str!("../../rules/operator-not-allowed.md"), check: policy::operator_not_allowed::check },
    Rule { name: "placeholder-value", group: "syntax", page: include_str!("../../rules/placeholder-value.md"), check: syntax::placeholder_value::check },
    Rule { name: "policy-type-not-authorization", group: "policy", page: include_str!("../../rules/policy-type-not-authorization.md"), check: policy::policy_type_not_authorization::check },
    Rule { name: "role-broader-than-viewer", group: "roles", page: include_str!("../../rules/role-broader-than-viewer.md"), check: roles::role_broader_than_viewer::check },
    Rule { name: "role-crn-kind", group: "roles", page: include_str!("../../rules/role-crn-kind.md"), check: roles::role_crn_kind::check },
    Rule { name: "role-name-form", group: "roles", page: include_str!("../../rules/role-name-form.md"), check: roles::role_name_form::check },
    Rule { name: "target-identity-mismatch", group: "gateway", page: include_str!("../../rules/target-identity-mismatch.md"), check: gateway::target_identity_mismatch::check },
    Rule { name: "target-resource-type-invalid", group: "gateway", page: include_str!("../../rules/target-resource-type-invalid.md"), check: gateway::target_resource_type_invalid::check },
    Rule { name: "target-type-contradicts-crn", group: "gateway", page: include_str!("../../rules/target-type-contradicts-crn.md"), check: gateway::target_type_contradicts_crn::check },
    Rule { name: "unknown-argument", group: "schema", page: include_str!("../../rules/unknown-argument.md"), check: schema::unknown_argument::check },
    Rule { name: "unknown-attribute-name", group: "policy", page: include_str!("../../rules/unknown-attribute-name.md"), check: policy::unknown_attribute_name::check },
    Rule { name: "unknown-source-resource-type", group: "scope", page: include_str!("../../rules/unknown-source-resource-type.md"), check: scope::unknown_source_resource_type::check },
    Rule { name: "unscoped-target", group: "scope", page: include_str!("../../rules/unscoped-target.md"), check: scope::unscoped_target::check },
    Rule { name: "wrong-argument-type", group: "schema", page: include_str!("../../rules/wrong-argument-type.md"), check: schema::wrong_argument_type::check },
    Rule { name: "wrong-target-resource-type", group: "scope", page: include_str!("../../rules/wrong-target-resource-type.md"), check: scope::wrong_target_resource_type::check },
];
