//! The book of the documentation hangs together: each page is listed, and each link leads somewhere.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "the book is made of files")]

#[path = "../examples/site/book.rs"]
mod book;

use bluelint::rules::RULES;
use bluelint::symptoms::symptoms;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The pages of the book by their paths, and what else lies beside them.
fn pages() -> (BTreeMap<String, String>, BTreeSet<String>) {
    let files = book::files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let all: BTreeMap<String, String> = files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("src/")?.to_owned(), bytes)))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    let names = all.keys().cloned().collect();
    (all.into_iter().filter(|(path, _)| book::is_page(path)).collect(), names)
}

/// The targets of the links of a page, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let outside: String = line.split('`').step_by(2).collect::<Vec<_>>().join("\u{2423}");
        let mut rest = outside.as_str();
        while let Some((_, after)) = rest.split_once("](") {
            let (target, more) = after.split_once(')').unwrap();
            found.push(target.to_owned());
            rest = more;
        }
    }
    found
}

/// `to`, seen from the page `from`.
fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {to} leads out of the book"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn each_link_leads_to_a_page() {
    let (pages, names) = pages();
    for (path, text) in &pages {
        for link in links(text) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let file = if file.is_empty() { path.clone() } else { resolved(path, file) };
            assert!(names.contains(&file), "{path}: {link} leads nowhere");
            if !heading.is_empty() {
                let headings = pages[&file].lines().filter_map(|line| {
                    let text = line.trim_start_matches('#');
                    (text.len() < line.len()).then(|| book::anchor(text.trim()))
                });
                let headings: Vec<String> = headings.collect();
                assert!(headings.iter().any(|one| one == heading), "{path}: {link}: {headings:?}");
            }
        }
    }
}

#[test]
fn each_page_is_listed_once() {
    let (pages, _) = pages();
    let mut listed = links(&pages["SUMMARY.md"]);
    listed.sort();
    let written = pages.keys().filter(|path| *path != "SUMMARY.md");
    assert_eq!(listed, written.cloned().collect::<Vec<_>>());
}

#[test]
fn each_symptom_names_rules_that_there_are() {
    let mut seen = BTreeSet::new();
    for symptom in symptoms() {
        assert!(seen.insert(&symptom.seen), "{} stands twice", symptom.seen);
        assert!(!symptom.rules.is_empty(), "{}", symptom.seen);
        assert!(!symptom.when.is_empty() && symptom.means.ends_with('.'), "{}", symptom.seen);
        let names: BTreeSet<&String> = symptom.rules.iter().collect();
        assert_eq!(names.len(), symptom.rules.len(), "{}: a rule stands twice", symptom.seen);
        for name in names {
            assert!(RULES.iter().any(|rule| rule.name == name), "{name} is no rule");
        }
    }
}

#[test]
fn the_symptoms_are_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(book::SYMPTOMS);
    let is = book::index_of_symptoms();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &is).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stands == is, "{} is not as it is now: BLESS=1 writes it", path.display());
}

#[test]
fn each_group_is_told_of() {
    let (pages, _) = pages();
    for rule in RULES {
        let index = &pages["rules/index.md"];
        assert!(index.contains(&format!("]({}.md)", rule.name)), "{} is not listed", rule.name);
        assert!(pages.contains_key(&format!("rules/group-{}.md", rule.group)), "{}", rule.group);
    }
}
