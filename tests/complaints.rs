//! What `docs/complaints.md` promises is held by tests that are there.
#![allow(clippy::disallowed_methods, reason = "this test reads the tree")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::path::Path;

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

/// The rows of the table: the number and the last cell.
fn rows(page: &str) -> Vec<(usize, String)> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    let numbered = cells.filter_map(|cells| Some((cells[0].parse().ok()?, cells)));
    numbered
        .map(|(number, cells)| {
            assert_eq!(cells.len(), 5, "row {number}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "row {number}");
            (number, cells[4].to_owned())
        })
        .collect()
}

/// What stands between backticks.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Whether it is there: a page, or `FILE::TEST`.
fn is_there(name: &str) -> bool {
    let Some((file, test)) = name.split_once("::") else { return read(name).is_some() };
    let text = read(file).unwrap_or_default();
    // Those of `proptest` have arguments.
    let head = format!("fn {test}(");
    text.match_indices(&head).any(|(at, _)| text[..at].trim_end().ends_with("#[test]"))
}

#[test]
fn every_test_that_is_named_is_there() {
    let rows = rows(&read("docs/complaints.md").unwrap());
    let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    for (number, cell) in &rows {
        assert!(!named(cell).is_empty(), "nothing holds row {number}");
        for name in named(cell) {
            assert!(is_there(name), "row {number} names {name}, which is not there");
        }
    }
}

#[test]
fn what_is_not_there_is_noticed() {
    assert!(is_there("tests/complaints.rs::what_is_not_there_is_noticed"));
    assert!(!is_there("tests/complaints.rs::what_is_there"));
    assert!(!is_there("tests/complaints.rs::rows"));
    assert!(!is_there("tests/nothing.rs::x"));
    assert!(!is_there("rules/nothing.md"));
}
