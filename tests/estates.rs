//! Whole projects, several surfaces together: each folder of testdata/estates against its
//! `expect.txt`, one finding a line; an empty one says that the project is clean. `BLESS=1` writes it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses its own cases")]

use bluelint::config::Config;
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::Level;
use bluelint::page::Page;
use bluelint::rules::RULES;
use bluelint::{Run, Settings, lint};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn estates() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/estates");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// The files of an estate under their paths within it.
fn disk(estate: &Path) -> MemoryDisk {
    let files = RealDisk.walk(estate).files;
    MemoryDisk::new(files.into_iter().filter(|file| !file.ends_with("expect.txt")).map(|file| {
        let bytes = RealDisk.read(&file).unwrap();
        (file.strip_prefix(estate).unwrap().to_owned(), bytes)
    }))
}

/// As the estate's own `bluelint.toml` says, if it has one.
fn run(disk: &dyn Disk, threads: usize) -> Run {
    let text = disk.read(Path::new("bluelint.toml")).map(|bytes| String::from_utf8(bytes).unwrap());
    let config = text.map(|text| Config::parse("bluelint.toml", &text, RULES).unwrap());
    let settings = Settings {
        configs: config.unwrap_or_default().into(),
        paths: vec![".".into()],
        kind: None,
        rules: RULES.iter().collect(),
        min_level: Level::Info,
        threads,
        ..Settings::default()
    };
    lint(disk, &settings).unwrap()
}

fn said(run: &Run) -> String {
    let mut out = String::new();
    for finding in &run.findings {
        let source = run.sources.get(finding.span.source);
        let at = source.position(finding.span.start as usize);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            source.path,
            at.line,
            at.column,
            finding.level.name(),
            finding.rule,
            finding.message,
        );
    }
    for incomplete in &run.incomplete {
        let _ = writeln!(out, "incomplete: {}: {}", incomplete.path, incomplete.reason);
    }
    out
}

#[test]
fn estates_are_judged_as_expected() {
    let mut wrong = String::new();
    for estate in estates() {
        let is = said(&run(&disk(&estate), 1));
        let file = estate.join("expect.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &is).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != is {
            let _ = writeln!(wrong, "{}:\n{is}", estate.display());
        }
    }
    assert!(wrong.is_empty(), "not as expected, BLESS=1 would write:\n{wrong}");
}

#[test]
fn what_another_root_may_give_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/estates");
    for (estate, rules, by) in [
        (
            "looked-up-elsewhere",
            "lets anybody in",
            "`data.ibm_is_security_group.keys` in `clients`",
        ),
        ("looked-up-elsewhere", "has an address", "`data.ibm_is_virtual_endpoint_gateway.keys` in"),
        ("given-elsewhere", "lets anybody in", "`ibm_is_security_group_rule.keys` in `clients`"),
        ("given-elsewhere", "has an address", "`ibm_is_subnet_reserved_ip.keys` in `clients`"),
    ] {
        let run = run(&disk(&folder.join(estate)), 1);
        let notes: Vec<&str> = run.notes.iter().map(|note| note.text.as_str()).collect();
        assert!(
            notes.iter().any(|note| note.contains(rules) && note.contains(by)),
            "{estate}: {notes:?}"
        );
    }
}

/// What a plan cannot say that its configuration says, by estate and rule: that a value known only later
/// is just what it comes from.
const NOT_IN_PLANS: [(&str, &str); 1] = [("two-accounts-wrong-roots", "detached-managed-policy")];

/// What a plan cannot be sure of: the gateway may well wait for the policy through what its plan leaves out,
/// or leave its addresses and groups to somebody else by its `lifecycle`.
const LESS_IN_PLANS: [(&str, Level); 3] = [
    ("closed-security-group", Level::Info),
    ("gateway-before-policy", Level::Info),
    ("missing-reserved-ip", Level::Info),
];

/// The rule, the address, the message and the level of each finding, without its place.
fn told(estate: &Path) -> Vec<(String, String, String, Level)> {
    let run = run(&disk(estate), 1);
    let findings = run.findings.iter();
    let mut told: Vec<_> = findings
        .map(|one| (one.rule.to_owned(), one.addresses.join(", "), one.message.clone(), one.level))
        .collect();
    told.sort();
    told
}

#[test]
fn plans_tell_what_their_configurations_tell() {
    let mut pairs = 0;
    let mut less = 0;
    for estate in estates() {
        let name = estate.file_name().unwrap().to_str().unwrap().to_owned();
        let planned = estate.with_file_name(format!("{name}-plan"));
        if !planned.is_dir() {
            continue;
        }
        pairs += 1;
        let mut configured = told(&estate);
        for (_, rule) in NOT_IN_PLANS.iter().filter(|(of, _)| *of == name) {
            let at = configured.iter().position(|(one, ..)| one == rule);
            configured.remove(at.expect("what only the configuration tells"));
        }
        for (rule, _, _, level) in &mut configured {
            if let Some((_, lower)) = LESS_IN_PLANS.iter().find(|(one, _)| one == rule) {
                assert_ne!(level, lower, "{rule} is no exception");
                *level = *lower;
                less += 1;
            }
        }
        assert_eq!(told(&planned), configured, "{name}");
    }
    assert!(pairs >= 5, "only {pairs} estates have plans");
    assert!(less >= LESS_IN_PLANS.len(), "a rule is no exception");
}

/// Whether an estate has two root modules and a policy in JSON.
fn is_whole(estate: &Path) -> bool {
    let files = RealDisk.walk(estate).files;
    let has = |folder: &str| files.iter().any(|file| file.starts_with(estate.join(folder)));
    has("hub") && has("spoke") && has("policies")
}

#[test]
fn every_rule_of_access_speaks_between_two_roots() {
    let wrong = estates().into_iter().filter(|estate| {
        let name = estate.file_name().unwrap().to_str().unwrap();
        name.starts_with("two-accounts") && !name.ends_with("-plan")
    });
    let mut heard: Vec<(&str, Level)> = Vec::new();
    for estate in wrong {
        assert!(is_whole(&estate), "{} has not two roots and JSON", estate.display());
        let run = run(&disk(&estate), 1);
        heard.extend(run.findings.iter().map(|finding| (finding.rule, finding.level)));
    }
    for rule in RULES.iter().filter(|rule| rule.group == "access") {
        let level = Page::parse(rule.page).unwrap().level;
        let is_heard = heard.contains(&(rule.name, level));
        assert!(is_heard, "{} does not speak at its own level", rule.name);
    }
}

#[test]
fn threads_change_nothing() {
    for estate in estates() {
        let disk = disk(&estate);
        let (one, many) = (run(&disk, 1), run(&disk, 4));
        assert_eq!(said(&one), said(&many));
        let prints = |run: &Run| -> Vec<String> {
            run.findings.iter().map(|finding| finding.fingerprint.clone()).collect()
        };
        assert_eq!(prints(&one), prints(&many));
    }
}

#[test]
fn fingerprints_outlive_moved_lines() {
    for estate in estates() {
        let files = RealDisk.walk(&estate).files;
        let moved = files.iter().filter(|file| !file.ends_with("expect.txt")).map(|file| {
            let text = String::from_utf8(RealDisk.read(file).unwrap()).unwrap();
            (file.strip_prefix(&estate).unwrap().to_owned(), format!("\n\n{text}"))
        });
        let prints = |run: Run| {
            let mut all: Vec<String> =
                run.findings.into_iter().map(|finding| finding.fingerprint).collect();
            all.sort();
            all
        };
        let here = prints(run(&disk(&estate), 1));
        let mut unique = here.clone();
        unique.dedup();
        assert_eq!(unique, here, "{}: two findings have one fingerprint", estate.display());
        assert_eq!(here, prints(run(&MemoryDisk::new(moved), 1)), "{}", estate.display());
    }
}
