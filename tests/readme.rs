//! The README is true: its pictures are what runs over shipped examples print, and the table of
//! rules is the list of rules. `BLESS=1` writes both.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses the README")]

use bluelint::cli::{Environment, run};
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::page::Page;
use bluelint::rules::RULES;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn same_or_blessed(path: &Path, is: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, is).unwrap();
    }
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    assert!(stands == is, "{} is not as it is now: BLESS=1 writes it", path.display());
}

/// What bluelint prints in a terminal of what lies in `folder`, and its exit code.
fn printed(verb: &[&str], folder: &str) -> (u8, String) {
    let files = RealDisk.walk(&root().join(folder)).files;
    let files = files
        .iter()
        .map(|file| (file.strip_prefix(root()).unwrap().to_owned(), RealDisk.read(file).unwrap()));
    let disk = MemoryDisk::new(files);
    let env = Environment { stdout_is_terminal: true, ..Environment::default() };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [&["bluelint"], verb, &["--threads", "1", folder]].concat();
    let arguments = arguments.into_iter().map(Into::into).collect();
    let code = run(arguments, &env, &disk, &mut &b""[..], &mut out, &mut err);
    assert_eq!(String::from_utf8_lossy(&err), "");
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn the_picture_is_what_a_run_prints() {
    let (code, printed) = printed(&["check"], "examples/demo");
    assert_eq!(code, 1);
    // How long it took is never the same.
    let at = printed.rfind(" in ").unwrap();
    // Its blue can be read on black.
    let term = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE);
    let picture = term.render_svg(printed[..at].trim_end());
    same_or_blessed(&root().join("docs/check.svg"), &picture);
}

#[test]
fn the_graph_is_what_a_run_draws() {
    let folder = "testdata/estates/two-accounts-wrong-policies";
    let (code, drawn) = printed(&["graph", "--format", "svg"], folder);
    assert_eq!(code, 0);
    assert!(drawn.contains("accounts swapped"), "{drawn}");
    same_or_blessed(&root().join("docs/graph.svg"), &drawn);
}

#[test]
fn the_table_of_rules_is_the_list_of_rules() {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for rule in RULES {
        let page = Page::parse(rule.page).unwrap();
        let (name, level, title) = (rule.name, page.level.name(), page.title);
        groups
            .entry(rule.group)
            .or_default()
            .push(format!("| [`{name}`]({name}.md) | {level} | {title} |"));
    }
    let mut table = String::new();
    for (group, rows) in groups {
        let _ = writeln!(table, "\n| {group} | level | what it finds |\n|---|---|---|");
        let _ = writeln!(table, "{}", rows.join("\n"));
    }
    let path: PathBuf = root().join("rules/README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (start, end) = ("<!-- rules -->\n", "\n<!-- /rules -->");
    let (before, rest) = readme.split_once(start).expect("the page marks its table of rules");
    let (_, after) = rest.split_once(end).expect("the page marks the end of its table");
    same_or_blessed(&path, &format!("{before}{start}{table}{end}{after}"));
}
