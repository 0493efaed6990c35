//! Rules and their pages -> what SARIF says of rules.

use crate::finding::Level;
use crate::page::Page;
use crate::report::sarif::level;
use crate::rule::Rule;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Code scanning takes so many bytes of a description.
const LONGEST: usize = 1024;

/// All rules, and where each stands in the list.
pub(super) fn describe(rules: &[Rule]) -> (Vec<Value>, HashMap<&'static str, usize>) {
    let index = rules.iter().enumerate().map(|(at, rule)| (rule.name, at)).collect();
    (rules.iter().map(rule).collect(), index)
}

fn rule(rule: &Rule) -> Value {
    // A test reads every page.
    let Ok(page) = Page::parse(rule.page) else { return json!({ "id": rule.name }) };
    let first = page.why.split("\n\n").next().unwrap_or_default();
    let mut first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    first.truncate(first.floor_char_boundary(LONGEST));
    let (severity, precision) = match page.level {
        Level::Error => ("error", "very-high"),
        Level::Warning => ("warning", "high"),
        Level::Info => ("recommendation", "medium"),
    };
    let mut rule = json!({
        "id": rule.name,
        "name": pascal(rule.name),
        "shortDescription": { "text": page.title },
        "fullDescription": { "text": first },
        "help": { "text": text(rule, &page), "markdown": markdown(&page) },
        "defaultConfiguration": { "level": level(page.level) },
        "properties": {
            "tags": ["ibm-cloud", rule.group],
            "precision": precision,
            "problem.severity": severity,
        },
    });
    if let Some((address, rule)) = page.docs.first().zip(rule.as_object_mut()) {
        rule.insert("helpUri".to_owned(), json!(address));
    }
    rule
}

/// `account-id-format` -> `AccountIdFormat`.
fn pascal(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
    });
    words.flatten().collect()
}

fn text(rule: &Rule, page: &Page<'_>) -> String {
    let mut text = page.why.to_owned();
    for address in &page.docs {
        let _ = write!(text, "\n\nDocumentation: {address}");
    }
    let _ = write!(text, "\n\n`bluelint explain {}` shows examples.", rule.name);
    text
}

/// Why, what is documented, and the first bad and the first good example.
fn markdown(page: &Page<'_>) -> String {
    let mut text = page.why.to_owned();
    let docs: Vec<String> = page.docs.iter().map(|address| format!("- <{address}>\n")).collect();
    if !docs.is_empty() {
        let _ = write!(text, "\n\nDocumentation:\n\n{}", docs.concat());
    }
    for bad in [true, false] {
        let Some(example) = page.examples.iter().find(|example| example.bad == bad) else {
            continue;
        };
        let _ = write!(text, "\n\n## {}\n", example.heading);
        for block in example.blocks.iter().filter(|block| block.is_file()) {
            let _ = write!(text, "\n```{} {}\n{}```\n", block.language, block.name, block.text);
        }
    }
    text
}
