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
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--bless") {
        return bless();
    }
    let mut trials = vec![
        Trial::test("the_list_of_rules_is_whole", || {
            pages::list::check(&folder()).map_err(Failed::from)
        }),
        Trial::test("titles_are_short_and_unique", titles),
        Trial::test("after_names_rules", after_names_rules),
        Trial::test("bless_names_what_does_not_stand", bless_names_what_does_not_stand),
    ];
    for rule in RULES {
        trials.push(Trial::test(rule.name, || check_page(rule).map_err(Failed::from)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
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
            pages::example::stands(rule, example)
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
            let hosts = HOSTS.join(", ");
            return Err(format!("`{address}` is none of the places for documentation: {hosts}"));
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

/// The page `text` of a rule as it shall be, and what is wrong in it that nobody but its author mends.
fn blessed(rule: &Rule, text: &str) -> (Option<String>, Vec<String>) {
    let read = pages::example::blessed(rule, text)
        .and_then(|new| Ok((new, pages::example::fallen(rule, text)?)));
    let (new, wrong) = match read {
        Ok((new, wrong)) => (Some(new), wrong),
        Err(error) => (None, vec![error]),
    };
    let name = |error: String| format!("rules/{}.md: {error}", rule.name);
    (new, wrong.into_iter().map(name).collect())
}

fn bless_names_what_does_not_stand() -> Result<(), Failed> {
    let rule = RULES.iter().find(|one| one.name == "account-id-whitespace").unwrap();
    let (new, wrong) = blessed(rule, rule.page);
    if new.as_deref() != Some(rule.page) || !wrong.is_empty() {
        return Err(format!("the page as it is: {wrong:?}").into());
    }
    // Every example the other way round.
    let turned = rule.page.replace("\n## Good", "\n## B?d").replace("\n## Bad", "\n## Good");
    let (new, wrong) = blessed(rule, &turned.replace("\n## B?d", "\n## Bad"));
    let names = |at: usize, words: &[&str]| {
        wrong.get(at).is_some_and(|said: &String| words.iter().all(|word| said.contains(word)))
    };
    let page = "rules/account-id-whitespace.md: ## ";
    let first = names(
        0,
        &[page, "Good", "s2s-policy.json:6:41:", "`account-id-whitespace` says: white space"],
    );
    let last = names(wrong.len() - 1, &[page, "Bad", "the rule says nothing"]);
    if new.is_none() || !first || !last {
        return Err(format!("{wrong:#?}").into());
    }
    let (new, wrong) = blessed(rule, "no page");
    if new.is_some() || wrong.len() != 1 {
        return Err(format!("no page at all: {wrong:?}").into());
    }
    Ok(())
}

/// Writes the pages, and fails where one cannot be as it shall be.
fn bless() -> ExitCode {
    if pages::list::write(&folder()) {
        println!("wrote src/rules/mod.rs: run `cargo bless` once more to write the pages");
        return ExitCode::SUCCESS;
    }
    let mut all = Vec::new();
    for rule in RULES {
        let path = folder().join("rules").join(format!("{}.md", rule.name));
        let old = std::fs::read_to_string(&path).unwrap();
        let (new, wrong) = blessed(rule, &old);
        if let Some(new) = new.filter(|new| *new != old) {
            std::fs::write(&path, new).unwrap();
            println!("wrote rules/{}.md", rule.name);
        }
        all.extend(wrong);
    }
    if all.is_empty() {
        return ExitCode::SUCCESS;
    }
    // Last, where they are seen.
    println!("\nnot as they have to be:");
    for one in &all {
        println!("{one}");
    }
    ExitCode::FAILURE
}
