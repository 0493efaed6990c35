//! The files of the book. It has the folders of the repository, so that a link which works there works here.

use anyhow::{Context, Result};
use bluelint::page::Page;
use bluelint::rule::Rule;
use bluelint::rules::RULES;
use bluelint::symptoms::{Symptom, of_rule, symptoms};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What a group of rules is about, in the order in which they are listed.
const GROUPS: [(&str, &str); 10] = [
    ("access", "Does a policy let the gateway in, in the right account, and before it is needed?"),
    ("gateway", "Endpoint gateways: targets, addresses, security groups, names, DNS."),
    ("identity", "IDs and CRNs: accounts, instances, resource groups, VPC resources."),
    ("policy", "What a policy is made of, and what IAM makes of it."),
    ("roles", "Which roles there are, how they are spelt, and which are too many."),
    (
        "schema",
        "Arguments, members and blocks: what is there, what is missing, what excludes what.",
    ),
    ("scope", "Who gets access, and to what."),
    (
        "sibling",
        "What belongs to gateways: reserved IPs, resource bindings, private path services.",
    ),
    ("suppression", "What was switched off, and whether that is still needed."),
    ("syntax", "What cannot be read, or was never filled in."),
];

/// The index by what is seen; written from the symptoms, and committed for those who read it without the book.
pub(crate) const SYMPTOMS: &str = "docs/symptoms.md";

/// The pages of `docs/` in the order in which they are read; what is not named here comes last.
const ORDER: [&str; 13] = [
    "install",
    "pre-commit",
    "github-actions",
    "ci",
    "what-it-reads",
    "two-accounts",
    "configuration",
    "own-lists",
    "suppressions",
    "baseline",
    "fixing",
    "reports",
    "complaints",
];

/// How mdBook is to build it.
const BOOK: &str = "\
[book]
title = \"bluelint\"
description = \"What is wrong with what lets one IBM Cloud service reach another\"
language = \"en\"

[output.html]
default-theme = \"light\"
preferred-dark-theme = \"navy\"
no-section-label = true
additional-css = [\"site.css\"]

[output.html.fold]
enable = true

[output.html.print]
enable = false
";

/// Wide tables scroll by themselves, levels have their colours, and what bluelint says is wrapped. On a
/// phone, a picture that is tapped is as large as its text needs.
const CSS: &str = "\
.content main { max-width: 90rem; }
.content main img { max-width: 100%; height: auto; }
.content main pre { max-width: 100%; overflow-x: auto; }
.content main pre code.language-text { white-space: pre-wrap; }
.content main .table-wrapper { overflow-x: auto; }
.content main table { margin: 0; }
.content main td, .content main th { padding: 3px 10px; }
.level { border-radius: 3px; padding: 1px 7px; color: #fff; font-size: .85em; white-space: nowrap; }
.level-error { background: #b3261e; }
.level-warning { background: #8a5a00; }
.level-info { background: #2a5db0; }
.file { font-size: .85em; opacity: .8; margin: 1.2em 0 -.8em; }
.file + pre { margin-top: 1em; }
@media (max-width: 620px) {
  .content .checkbox-img:checked ~ .img-wrapper { display: block; overflow: auto; }
  .content .checkbox-img:checked ~ .img-wrapper > img { max-width: none; max-height: none; width: 90rem; }
  .content main td, .content main th { padding: 3px 5px; }
  .level { font-size: .75em; padding: 1px 4px; }
}
";

/// All files by their path in the folder of the book.
///
/// # Errors
/// When the README or a page cannot be read.
pub(crate) fn files(root: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    files.insert("book.toml".to_owned(), BOOK.into());
    files.insert("site.css".to_owned(), CSS.into());
    // A README is the index of its folder here, and links to it do not know. HCL has no colours in a
    // book; those of INI do.
    let mut page = |path: &str, text: String| {
        let text = text.replace("README.md)", "index.md)").replace("\n```hcl\n", "\n```ini\n");
        files.insert(format!("src/{path}"), text.into())
    };
    page("index.md", read(root, "README.md")?);
    for path in ["ARCHITECTURE.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "action.yml"] {
        page(path, read(root, path)?);
    }
    let mut written = Vec::new();
    for path in documents(root)? {
        let text = read(root, &path)?;
        if is_page(&path) && path != SYMPTOMS {
            let title = title(&text).with_context(|| format!("{path} has no title"))?.to_owned();
            written.push((path.clone(), title));
        }
        page(&path, text);
    }
    for path in schemas(root)? {
        page(&path, read(root, &path)?);
    }
    let place = |path: &str| ORDER.iter().position(|one| path == format!("docs/{one}.md"));
    written.sort_by_key(|(path, _)| place(path).unwrap_or(ORDER.len()));
    page(SYMPTOMS, index_of_symptoms());
    page("rules/index.md", index_of_groups());
    for (group, about) in GROUPS {
        page(&format!("rules/group-{group}.md"), page_of_group(group, about));
    }
    for rule in RULES {
        page(&format!("rules/{}.md", rule.name), page_of_rule(rule)?);
    }
    page("SUMMARY.md", summary(&written));
    Ok(files)
}

fn read(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path)).with_context(|| path.to_owned())
}

/// What lies in `docs/`: pages and pictures.
fn documents(root: &Path) -> Result<Vec<String>> {
    listed(root, "docs")
}

fn schemas(root: &Path) -> Result<Vec<String>> {
    listed(root, "rules/schemas")
}

fn listed(root: &Path, folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root.join(folder)).with_context(|| folder.to_owned())?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
        }
    }
    names.sort();
    Ok(names)
}

/// Whether `path` is a page and no picture.
pub(crate) fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "md")
}

fn title(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("# "))
}

fn rules(group: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.group == group)
}

fn parsed(rule: &Rule) -> Page<'static> {
    Page::parse(rule.page).expect("tests/pages.rs reads every page")
}

/// The contents of the book, at its left side.
fn summary(written: &[(String, String)]) -> String {
    let mut text = "# Summary\n\n[bluelint](index.md)\n\n# How to\n\n".to_owned();
    for (path, title) in written {
        let _ = writeln!(text, "- [{title}]({path})");
    }
    text += "\n# When it goes wrong\n\n- [What you see, and what it means](docs/symptoms.md)\n";
    text += "\n# The rules\n\n- [All rules](rules/index.md)\n";
    for (group, _) in GROUPS {
        let _ = writeln!(text, "- [{group}](rules/group-{group}.md)");
        for rule in rules(group) {
            let _ = writeln!(text, "  - [{0}](rules/{0}.md)", rule.name);
        }
    }
    text += "\n# The making of\n\n- [Contributing](CONTRIBUTING.md)\n- [Architecture](ARCHITECTURE.md)\n";
    text
}

fn level(page: &Page<'_>) -> String {
    format!("<span class=\"level level-{0}\">{0}</span>", page.level.name())
}

fn row(rule: &Rule, beside: &str) -> String {
    let page = parsed(rule);
    format!("| {} | [{1}]({beside}{1}.md) | {2} |\n", level(&page), rule.name, page.title)
}

const TABLE: &str = "| level | rule | what it finds |\n|---|---|---|\n";

fn page_of_group(group: &str, about: &str) -> String {
    let mut text = format!("# {group}\n\n{about}\n\n{TABLE}");
    text.extend(rules(group).map(|rule| row(rule, "")));
    text
}

fn index_of_groups() -> String {
    let mut text = format!(
        "# All rules\n\n{} rules. **error**: refused at plan or apply, or it cannot work. **warning**: it \
         works, but is risky, too broad or not as meant. **info**: advice, or what cannot be known for \
         sure.\n\nBy what you see when it goes wrong: [symptoms](../docs/symptoms.md).\n",
        RULES.len()
    );
    for (group, about) in GROUPS {
        let _ = write!(text, "\n## {group}\n\n{about}\n\n{TABLE}");
        text.extend(rules(group).map(|rule| row(rule, "")));
    }
    text
}

/// What stands at [`SYMPTOMS`].
pub(crate) fn index_of_symptoms() -> String {
    let mut text =
        "# What you see, and what it means\n\n`bluelint explain` with words of the message \
                    says the same in a terminal. The likeliest causes come first.\n"
            .to_owned();
    for symptom in symptoms() {
        let Symptom { seen, when, means, rules } = symptom;
        let _ = write!(text, "\n## {seen}\n\n*{when}*\n\n{means}\n\n{TABLE}");
        let rules = rules.iter().filter_map(|name| RULES.iter().find(|rule| rule.name == *name));
        text.extend(rules.map(|rule| row(rule, "../rules/")));
    }
    text
}

/// The page of a rule: what its front matter says in words, and the name of each file above it.
fn page_of_rule(rule: &Rule) -> Result<String> {
    let page = parsed(rule);
    let (_, body) = rule.page.split_once("\n---\n").context("a page without front matter")?;
    let heading = format!("# {}", page.title);
    let body = body.trim_start().strip_prefix(heading.as_str()).context("a page without title")?;
    let fix = page.fix_in_words();
    let (name, group) = (rule.name, rule.group);
    let mut text = format!(
        "# {name}\n\n**{}**\n\n{} · [{group}](group-{group}.md) · {fix} · since {}\n",
        page.title,
        level(&page),
        page.since
    );
    let (why, examples) = match body.find("\n## ") {
        Some(at) => body.split_at_checked(at).unwrap_or((body, "")),
        None => (body, ""),
    };
    text += why;
    let mut seen = of_rule(rule.name).peekable();
    if seen.peek().is_some() {
        text += "\n**Seen as**\n\n";
        text.extend(
            seen.map(|one| {
                format!("- [{}](../docs/symptoms.md#{})\n", one.seen, anchor(&one.seen))
            }),
        );
    }
    if !page.docs.is_empty() {
        text += "\n**Documentation**\n\n";
        text.extend(page.docs.iter().map(|address| format!("- <{address}>\n")));
    }
    captioned(examples, &mut text);
    Ok(text)
}

/// Copies `examples`; a fence with the name of a file gets it as a caption, as books show only languages.
fn captioned(examples: &str, to: &mut String) {
    let mut inside = false;
    for line in examples.lines() {
        let info = line.strip_prefix("```").filter(|_| !inside);
        if line.starts_with("```") {
            inside = !inside;
        }
        match info.map(|info| info.split_once(' ').unwrap_or((info, ""))) {
            None => to.push_str(line),
            Some((language, name)) => {
                let caption = match (language, name.trim()) {
                    ("report", _) => "bluelint says:",
                    ("diff", "") => "the fix:",
                    (_, name) => name,
                };
                let language = if language == "report" { "text" } else { language };
                let _ = write!(to, "<p class=\"file\">{caption}</p>\n\n```{language}");
            }
        }
        to.push('\n');
    }
}

/// The name that mdBook gives to a heading.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}
