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
    pub(super) mod account_id_whitespace;
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
    pub(super) mod invalid_json;
}
mod shared;

/// All rules, sorted by name.
#[rustfmt::skip] // one line each, so that parallel branches merge
pub static RULES: &[Rule] = &[
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: identity::account_id_whitespace::check },
    Rule { name: "dns-mode-invalid", group: "gateway", page: include_str!("../../rules/dns-mode-invalid.md"), check: gateway::dns_mode_invalid::check },
    Rule { name: "empty-security-groups", group: "gateway", page: include_str!("../../rules/empty-security-groups.md"), check: gateway::empty_security_groups::check },
    Rule { name: "gateway-name-invalid", group: "gateway", page: include_str!("../../rules/gateway-name-invalid.md"), check: gateway::gateway_name_invalid::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: syntax::invalid_json::check },
    Rule { name: "missing-security-groups", group: "gateway", page: include_str!("../../rules/missing-security-groups.md"), check: gateway::missing_security_groups::check },
    Rule { name: "missing-source-resource-type", group: "scope", page: include_str!("../../rules/missing-source-resource-type.md"), check: scope::missing_source_resource_type::check },
    Rule { name: "missing-subject-account", group: "scope", page: include_str!("../../rules/missing-subject-account.md"), check: scope::missing_subject_account::check },
    Rule { name: "missing-target-account", group: "scope", page: include_str!("../../rules/missing-target-account.md"), check: scope::missing_target_account::check },
    Rule { name: "missing-target-identity", group: "gateway", page: include_str!("../../rules/missing-target-identity.md"), check: gateway::missing_target_identity::check },
    Rule { name: "target-identity-mismatch", group: "gateway", page: include_str!("../../rules/target-identity-mismatch.md"), check: gateway::target_identity_mismatch::check },
    Rule { name: "target-resource-type-invalid", group: "gateway", page: include_str!("../../rules/target-resource-type-invalid.md"), check: gateway::target_resource_type_invalid::check },
    Rule { name: "target-type-contradicts-crn", group: "gateway", page: include_str!("../../rules/target-type-contradicts-crn.md"), check: gateway::target_type_contradicts_crn::check },
    Rule { name: "unknown-source-resource-type", group: "scope", page: include_str!("../../rules/unknown-source-resource-type.md"), check: scope::unknown_source_resource_type::check },
    Rule { name: "unscoped-target", group: "scope", page: include_str!("../../rules/unscoped-target.md"), check: scope::unscoped_target::check },
    Rule { name: "wrong-target-resource-type", group: "scope", page: include_str!("../../rules/wrong-target-resource-type.md"), check: scope::wrong_target_resource_type::check },
];
