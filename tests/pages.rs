//! Every page is what its rule does: each example of each page is a test, and `cargo bless` writes
//! what the rules say into the pages and the list of rules into `src/rules/mod.rs`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this harness reads and writes the pages")]
#![allow(clippy::print_stdout, reason = "the bless run says what it wrote")]

mod pages {
    pub(crate) mod example;
    pub(crate) mod list;
}

use bluelint::finding::Safety;
use bluelint::page::Page;
use bluelint::rule::Rule;
use bluelint::rules::RULES;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;

fn main() {
    if std::env::args().any(|argument| argument == "--bless") {
        bless();
        return;
    }
    let mut trials = vec![
        Trial::test("the_list_of_rules_is_whole", || {
            pages::list::check(&folder()).map_err(Failed::from)
        }),
        Trial::test("titles_are_short_and_unique", titles),
        Trial::test("after_names_rules", after_names_rules),
    ];
    for rule in RULES {
        trials.push(Trial::test(rule.name, || check_page(rule).map_err(Failed::from)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn check_page(rule: &Rule) -> Result<(), String> {
    let page = Page::parse(rule.page)?;
    if page.since.is_empty() || page.why.is_empty() {
        return Err("the page needs `since:` and a why".to_owned());
    }
    says_what_to_do_and_where_it_is_written(rule, &page)?;
    for bad in [true, false] {
        if !page.examples.iter().any(|example| example.bad == bad) {
            return Err(format!("the page has no {} example", if bad { "bad" } else { "good" }));
        }
    }
    let bad = page.examples.iter().filter(|example| example.bad);
    let fixes: Vec<Safety> = bad.flat_map(|one| pages::example::fixes(rule, one)).collect();
    let fix = match (fixes.contains(&Safety::Safe), fixes.is_empty()) {
        (true, _) => "safe",
        (false, false) => "unsafe",
        (false, true) => "",
    };
    if page.fix != fix {
        return Err(format!("by its examples the page has to say `fix: {fix}`"));
    }
    page.examples.iter().try_for_each(|example| {
        let result = if example.bad {
            pages::example::bad(rule, example)
        } else {
            pages::example::good(rule, example)
        };
        result.map_err(|error| format!("## {}\n{error}", example.heading))
    })
}

/// The hosts of documentation that is the word of those who make the thing.
const HOSTS: [&str; 6] = [
    "cloud.ibm.com",
    "registry.terraform.io/providers/IBM-Cloud",
    "developer.hashicorp.com/terraform",
    "github.com/IBM-Cloud/terraform-provider-ibm",
    "www.rfc-editor.org",
    "www.unicode.org",
];
/// What no documentation can say: it is the organisation's own, or ours.
const UNDOCUMENTED: [&str; 3] = ["not-allowed", "malformed-suppression", "unused-suppression"];

/// The groups whose pages say both already, and whose advice no good example needs.
pub(crate) const SETTLED: [&str; 7] =
    ["identity", "policy", "roles", "schema", "scope", "suppression", "syntax"];

fn says_what_to_do_and_where_it_is_written(rule: &Rule, page: &Page<'_>) -> Result<(), String> {
    let settled = SETTLED.contains(&rule.group);
    if settled && !page.why.split("\n\n").any(|paragraph| paragraph.starts_with("To fix it, ")) {
        return Err("the page needs a paragraph that begins with `To fix it, `".to_owned());
    }
    if settled && page.docs.is_empty() != UNDOCUMENTED.contains(&rule.name) {
        return Err("the page needs `docs:` with the address of the documentation".to_owned());
    }
    for address in &page.docs {
        let path = address.strip_prefix("https://").unwrap_or_default();
        if !HOSTS.iter().any(|host| path.starts_with(host)) {
            return Err(format!("`{address}` is none of the places for documentation"));
        }
    }
    Ok(())
}

fn titles() -> Result<(), Failed> {
    let mut seen = std::collections::BTreeMap::new();
    for rule in RULES {
        let title = Page::parse(rule.page)?.title;
        if title.chars().count() >= 60 {
            return Err(format!("the title of {} has 60 characters or more", rule.name).into());
        }
        if let Some(other) = seen.insert(title, rule.name) {
            return Err(format!("{other} and {} have one title", rule.name).into());
        }
    }
    Ok(())
}

fn after_names_rules() -> Result<(), Failed> {
    for rule in RULES {
        for earlier in Page::parse(rule.page)?.after {
            if earlier == rule.name || !RULES.iter().any(|one| one.name == earlier) {
                return Err(format!("{}: `after` names `{earlier}`", rule.name).into());
            }
        }
    }
    Ok(())
}

fn bless() {
    if pages::list::write(&folder()) {
        println!("wrote src/rules/mod.rs: run `cargo bless` once more to write the pages");
        return;
    }
    for rule in RULES {
        let path = folder().join("rules").join(format!("{}.md", rule.name));
        let old = std::fs::read_to_string(&path).unwrap();
        match pages::example::blessed(rule, &old) {
            Ok(new) if new == old => {}
            Ok(new) => {
                std::fs::write(&path, new).unwrap();
                println!("wrote rules/{}.md", rule.name);
            }
            Err(error) => println!("rules/{}.md: {error}", rule.name),
        }
    }
}
