//! The rules of the house: who may use whom, and how long things may get.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each module may use what stands beside it and nothing else; it names only modules above its own
/// line, so there are no circles. `lib` stands for the types and functions at the root.
const MAY_USE: &[(&str, &str)] = &[
    ("source", ""),
    ("catalog", ""),
    ("date", ""),
    ("disk", ""),
    ("git", "disk"),
    ("near", ""),
    ("symptoms", "catalog"),
    ("threads", ""),
    ("discover", "disk source"),
    ("repository", "discover disk source"),
    ("node", "source"),
    ("model", "catalog node source"),
    ("parse", "node source"),
    ("evaluate", "disk node parse source"),
    ("lower", "catalog discover evaluate model node parse source"),
    ("load", "catalog discover disk evaluate lower source threads"),
    ("inputs", "discover disk evaluate load source"),
    ("roots", "catalog discover disk evaluate inputs lib load lower model parse source"),
    ("read", "discover disk inputs lib load lower model roots source threads"),
    ("finding", "model node source"),
    ("page", "finding"),
    ("graph", "catalog model node source"),
    ("outside", "discover disk graph lib load model source"),
    ("rule", "finding graph model page"),
    ("rules", "catalog finding graph model rule source"),
    ("config", "date discover disk finding graph inputs load model near page rule source"),
    ("since", "disk finding lib source"),
    ("suppress", "config date finding model near node parse rule rules source"),
    ("waivers", "config discover disk lib model rules source suppress"),
    ("engine", "config finding graph model page rule source suppress threads"),
    ("fix", "config discover disk finding lib model rules source suppress"),
    ("picture", "catalog finding graph model source"),
    ("report", "finding fix lib model node page picture rule source"),
    ("baseline", "finding report source"),
    (
        "cli",
        "baseline config date discover disk finding fix git graph inputs lib near page picture report rule rules since source suppress symptoms threads",
    ),
];

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    // Not every folder is there always; an empty `src` would not compile.
    let mut open: Vec<PathBuf> = root.is_dir().then_some(root).into_iter().collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_owned();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// `src/rules/identity/x.rs` belongs to `rules`.
fn module_of(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a text names after `crate::`, also in a list in braces.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            for part in list.split_inclusive([',', '{', '}']) {
                let name = part.trim().trim_end_matches([',', '{', '}']);
                let name = name.split("::").next().unwrap().trim();
                if depth == 0 && !name.is_empty() {
                    found.insert(name.to_owned());
                }
                match part.chars().last() {
                    Some('{') => depth += 1,
                    Some('}') if depth == 0 => break,
                    Some('}') => depth -= 1,
                    _ => {}
                }
            }
        } else {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            found.insert(rest[..end].to_owned());
        }
    }
    found
}

#[test]
fn modules_use_only_what_they_may() {
    let table: BTreeMap<&str, BTreeSet<&str>> =
        MAY_USE.iter().map(|(name, uses)| (*name, uses.split_whitespace().collect())).collect();
    for (index, (name, uses)) in MAY_USE.iter().enumerate() {
        for one in uses.split_whitespace().filter(|one| *one != "lib") {
            let above = MAY_USE[..index].iter().any(|(earlier, _)| *earlier == one);
            assert!(above, "the table lets {name} use {one}, which stands below it");
        }
    }
    for (path, text) in sources("src") {
        let module = module_of(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let may = table.get(module.as_str());
        let may = may.unwrap_or_else(|| panic!("{module} is not in the table of tests/tidy.rs"));
        for name in used(&text) {
            let known = table.contains_key(name.as_str());
            let name = if known { name } else { "lib".to_owned() };
            assert!(
                name == module || may.contains(name.as_str()),
                "{} must not use {name}",
                path.display(),
            );
        }
    }
}

#[test]
fn nothing_climbs_past_the_table() {
    for (path, text) in sources("src") {
        assert!(!text.contains("super::super"), "{} uses super::super", path.display());
        assert!(
            !text.contains("use super::*") || text.contains("#[cfg(test)]"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn files_and_functions_stay_short() {
    for (path, text) in ["src", "tests", "benches", "examples"].into_iter().flat_map(sources) {
        let lines = text.lines().count();
        // The list of rules is written by `cargo bless`, and as long as there are rules.
        let is_list = path == Path::new("src/rules/mod.rs");
        assert!(
            lines <= 400 || is_list,
            "{} has {lines} lines: the design wants something",
            path.display()
        );
        for (name, length) in functions(&text) {
            let at = path.display();
            assert!(length <= 60, "{at}: `{name}` has {length} lines: the design wants something");
        }
    }
}

/// The functions of a file with how many lines each has, from `fn` to the brace that closes it at
/// the same depth.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let is_function = bare.split("fn ").next().is_some_and(|before| {
            bare.contains("fn ")
                && before.split_whitespace().all(|word| {
                    word.starts_with("pub")
                        || matches!(word, "const" | "async" | "(crate)" | "(super)")
                })
        });
        if !is_function || bare.ends_with(';') {
            continue;
        }
        let indent = line.len() - bare.len();
        let closes = |line: &&str| *line == format!("{}}}", " ".repeat(indent));
        if let Some(length) = lines[start..].iter().position(closes) {
            let name = bare.split("fn ").nth(1).unwrap().split(['(', '<']).next().unwrap();
            found.push((name.to_owned(), length + 1));
        }
    }
    found
}

#[test]
fn files_say_what_they_do() {
    for (path, text) in ["src", "tests", "examples"].into_iter().flat_map(sources) {
        // A rule's page is its documentation.
        let is_rule = path.starts_with("src/rules") && path.components().count() == 4;
        assert!(is_rule || text.starts_with("//!"), "{} does not begin with //!", path.display());
    }
}

#[test]
fn no_path_of_one_machine_is_in_the_tree() {
    for (path, text) in ["src", "tests", "examples"].into_iter().flat_map(sources) {
        for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/fa", "rm/")] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn contributing_names_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let text = read("CONTRIBUTING.md");
    for path in quoted(&text)
        .filter(|one| ["src/", "tests/", "testdata/"].iter().any(|top| one.starts_with(top)))
    {
        assert!(path.contains("GROUP") || root.join(path).exists(), "there is no {path}");
    }
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| {
            line.starts_with("| `") || line.starts_with("| a ") || line.starts_with("| several ")
        })
        .map(|line| line.trim_matches('|').split(" | ").collect())
        .collect();
    assert!(rows.len() > 8, "the table of what a check can ask is gone");
    for row in rows {
        let sources: String =
            quoted(row[2]).filter(|path| path.starts_with("src/")).map(read).collect();
        for name in quoted(row[1]).filter(|name| !name.contains('.')) {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            assert!(sources.contains(&name[..end]), "{}: there is no {name}", row[2]);
        }
    }
}
