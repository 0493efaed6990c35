//! `src/rules/mod.rs` against the pages in `rules/` and the checks below `src/rules/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The rules by name, each with its group, from the files of checks.
fn checks(root: &Path) -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    for group in folders(&root.join("src/rules")) {
        for file in files(&root.join("src/rules").join(&group), ".rs") {
            if file != "mod" {
                rules.insert(file.replace('_', "-"), group.clone());
            }
        }
    }
    rules
}

fn folders(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn files(path: &Path, end: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter_map(|name| Some(name.to_string_lossy().strip_suffix(end)?.to_owned())).collect()
}

/// Pages, checks and the list are the same set.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let checks = checks(root);
    let mut pages = files(&root.join("rules"), ".md");
    // What lists them is none of them.
    pages.remove("README");
    for name in checks.keys() {
        if !pages.contains(name) {
            return Err(format!("rules/{name}.md is missing: every check needs its page"));
        }
    }
    for name in &pages {
        if !checks.contains_key(name) {
            let file = name.replace('-', "_");
            return Err(format!(
                "src/rules/GROUP/{file}.rs is missing: every page needs its check"
            ));
        }
    }
    if text(&checks) != std::fs::read_to_string(root.join("src/rules/mod.rs")).unwrap() {
        return Err("src/rules/mod.rs is not what `cargo bless` writes".to_owned());
    }
    Ok(())
}

/// Writes the list; whether it changed.
pub(crate) fn write(root: &Path) -> bool {
    let path = root.join("src/rules/mod.rs");
    let new = text(&checks(root));
    let changed = std::fs::read_to_string(&path).unwrap() != new;
    if changed {
        std::fs::write(path, new).unwrap();
    }
    changed
}

fn text(rules: &BTreeMap<String, String>) -> String {
    let mut out = String::from(
        "//! The rules, one line each, sorted. `cargo bless` writes this file from what stands in `rules/`\n\
         //! and below `src/rules/`.\n\n\
         use crate::rule::Rule;\n\n",
    );
    // Sorted as rustfmt sorts them, the helpers of the rules among them.
    let mut modules: Vec<(String, String)> = rules
        .iter()
        .map(|(name, group)| {
            let file = name.replace('-', "_");
            (file.clone(), format!("#[path = \"{group}/{file}.rs\"]\nmod {file};\n"))
        })
        .collect();
    for helper in ["need", "passing", "paste", "policy_text", "shared", "undecided", "waiting"] {
        modules.push((helper.to_owned(), format!("mod {helper};\n")));
    }
    modules.sort();
    out.extend(modules.into_iter().map(|(_, lines)| lines));
    out.push_str("\n/// All rules, sorted by name.\n#[rustfmt::skip] // one line each, so that parallel branches merge\npub static RULES: &[Rule] = &[\n");
    for (name, group) in rules {
        let file = name.replace('-', "_");
        let _ = writeln!(
            out,
            "    Rule {{ name: \"{name}\", group: \"{group}\", page: include_str!(\"../../rules/{name}.md\"), check: {file}::check }},"
        );
    }
    out.push_str("];\n");
    out
}
