//! Which services are known to let in endpoint gateways of other accounts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::read;

static CROSS_ACCOUNT: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/cross-account.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    services: Vec<String>,
}

/// Whether gateways of other accounts are known to reach the service, once they are let in.
pub fn takes_foreign_gateways(service: &str) -> bool {
    CROSS_ACCOUNT.services.iter().any(|known| known == service)
}
