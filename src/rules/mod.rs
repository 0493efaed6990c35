//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`
//! and below `src/rules/`.

use crate::rule::Rule;

mod identity {
    pub(super) mod account_id_whitespace;
}
mod syntax {
    pub(super) mod invalid_json;
}
mod shared;

/// All rules, sorted by name.
#[rustfmt::skip] // one line each, so that parallel branches merge
pub static RULES: &[Rule] = &[
    Rule { name: "account-id-whitespace", group: "identity", page: include_str!("../../rules/account-id-whitespace.md"), check: identity::account_id_whitespace::check },
    Rule { name: "invalid-json", group: "syntax", page: include_str!("../../rules/invalid-json.md"), check: syntax::invalid_json::check },
];
