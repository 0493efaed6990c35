//! bluelint needs no network: none of the crates that `deny.toml` bans is in the tree.
#![allow(clippy::unwrap_used, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads the manifests")]

use std::collections::BTreeSet;
use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The names that `deny = [` lists, one per line.
fn banned(deny: &str) -> BTreeSet<&str> {
    let list = deny.split("\ndeny = [\n").nth(1).and_then(|rest| rest.split("\n]").next());
    list.unwrap().lines().map(|line| line.trim().trim_matches(['"', ','])).collect()
}

fn packages(lock: &str) -> BTreeSet<&str> {
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = "));
    names.map(|name| name.trim_matches('"')).collect()
}

#[test]
fn nothing_that_opens_a_connection_is_in_the_tree() {
    let (deny, lock) = (read("deny.toml"), read("Cargo.lock"));
    let (banned, packages) = (banned(&deny), packages(&lock));
    for sure in ["reqwest", "hyper", "ureq", "curl", "native-tls", "openssl"] {
        assert!(banned.contains(sure), "deny.toml does not ban {sure}");
    }
    assert!(packages.contains("jsonschema"), "Cargo.lock was not understood");
    let found: Vec<_> = banned.intersection(&packages).collect();
    assert!(found.is_empty(), "Cargo.lock has {found:?}, which deny.toml bans");
}
