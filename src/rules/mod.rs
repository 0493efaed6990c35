//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`
//! and below `src/rules/`.

use crate::rule::Rule;

mod identity {
    pub(super) mod account_id_whitespace;
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
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: identity::account_id_whitespace::check },
    Rule { name: "conflicting-arguments", group: "schema", page: include_str!("../../rules/conflicting-arguments.md"), check: schema::conflicting_arguments::check },
    Rule { name: "deprecated-argument", group: "schema", page: include_str!("../../rules/deprecated-argument.md"), check: schema::deprecated_argument::check },
    Rule { name: "duplicate-json-key", group: "syntax", page: include_str!("../../rules/duplicate-json-key.md"), check: syntax::duplicate_json_key::check },
    Rule { name: "empty-list", group: "schema", page: include_str!("../../rules/empty-list.md"), check: schema::empty_list::check },
    Rule { name: "invalid-hcl", group: "syntax", page: include_str!("../../rules/invalid-hcl.md"), check: syntax::invalid_hcl::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: syntax::invalid_json::check },
    Rule { name: "missing-alternative", group: "schema", page: include_str!("../../rules/missing-alternative.md"), check: schema::missing_alternative::check },
    Rule { name: "missing-argument", group: "schema", page: include_str!("../../rules/missing-argument.md"), check: schema::missing_argument::check },
    Rule { name: "mixed-policy-formats", group: "schema", page: include_str!("../../rules/mixed-policy-formats.md"), check: schema::mixed_policy_formats::check },
    Rule { name: "placeholder-value", group: "syntax", page: include_str!("../../rules/placeholder-value.md"), check: syntax::placeholder_value::check },
    Rule { name: "unknown-argument", group: "schema", page: include_str!("../../rules/unknown-argument.md"), check: schema::unknown_argument::check },
    Rule { name: "wrong-argument-type", group: "schema", page: include_str!("../../rules/wrong-argument-type.md"), check: schema::wrong_argument_type::check },
];
