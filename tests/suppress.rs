//! Suppressions: each folder of `testdata/suppress` is a case, and `expect.txt` in it says what is
//! found there, what is suppressed, and what --fix makes of it. `BLESS=1` writes it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]

#[path = "suppress/add.rs"]
mod add;

use bluelint::config::Config;
use bluelint::date::Date;
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::{Finding, Level};
use bluelint::fix::{Wanted, mend};
use bluelint::rules::RULES;
use bluelint::source::Span;
use bluelint::{Run, Settings, lint};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/suppress");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.collect();
    cases.sort();
    cases
}

fn disk(case: &Path) -> MemoryDisk {
    let files = RealDisk.walk(case).files;
    let files = files.iter().filter(|file| !file.ends_with("expect.txt"));
    let files = files
        .map(|file| (file.strip_prefix(case).unwrap().to_owned(), RealDisk.read(file).unwrap()));
    MemoryDisk::new(files)
}

fn settings(disk: &MemoryDisk) -> Settings<'static> {
    let config = disk.read(Path::new("bluelint.toml")).ok();
    let config = config.map(|bytes| String::from_utf8(bytes).unwrap());
    let config = config.map(|text| Config::parse("bluelint.toml", &text, RULES).unwrap());
    Settings {
        paths: vec![".".into()],
        rules: RULES.iter().collect(),
        threads: 1,
        min_level: Level::Warning,
        today: Date::parse("2026-06-30"),
        configs: config.unwrap_or_default().into(),
        ..Settings::default()
    }
}

fn place(run: &Run, span: Span) -> String {
    let source = run.sources.get(span.source);
    let at = source.position(span.start as usize);
    format!("{}:{}:{}", source.path, at.line, at.column)
}

fn line(run: &Run, finding: &Finding) -> String {
    let at = place(run, finding.span);
    let mut line = format!("{at}: {} {}", finding.rule, finding.addresses.join(" "));
    if finding.rule.ends_with("-suppression") {
        let _ = write!(line, "{}", finding.message);
    }
    for label in finding.labels.iter().filter(|label| label.message.contains("th")) {
        if label.message.contains("suppression") || label.message.contains("lock") {
            let _ = write!(line, " ({}: {})", place(run, label.span), label.message);
        }
    }
    line
}

/// What a run says of the case.
fn said(run: &Run) -> String {
    let mut said = String::new();
    for finding in &run.findings {
        let _ = writeln!(said, "{}", line(run, finding));
    }
    for finding in &run.waived {
        let waived = finding.waived.as_ref().unwrap();
        let by = waived.span.map(|span| place(run, span)).unwrap_or_default();
        let _ = writeln!(said, "- {}", line(run, finding));
        let _ = writeln!(said, "  by {by}: {:?}", waived.reason);
    }
    for one in &run.incomplete {
        let _ = writeln!(said, "incomplete {}: {}", one.path, one.reason);
    }
    said
}

#[test]
fn every_case_is_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let disk = disk(&case);
        let settings = settings(&disk);
        let run = lint(&disk, &settings).unwrap();
        let mut is = said(&run);
        let wanted = Wanted { unsafe_too: true, level: Level::Warning };
        let only_suppressions = Settings {
            rules: RULES.iter().filter(|rule| rule.group == "suppression").collect(),
            ..settings
        };
        let mended = mend(&disk, &only_suppressions, wanted, None).unwrap();
        for file in &mended.changed {
            let _ = writeln!(is, "\nmended {}:\n{}", file.shown, file.new);
        }
        let left = lint(&disk, &only_suppressions).unwrap();
        let changes = mended.changed.len();
        assert_eq!(changes == 0, left.findings.iter().all(|one| one.fix.is_none()));
        let expect = case.join("expect.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expect, &is).unwrap();
        }
        if std::fs::read_to_string(&expect).unwrap_or_default() != is {
            wrong.push(format!("{}:\n{is}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever stands in a case, without suppressions it is all said, and nothing about them.
#[test]
fn no_ignores_says_everything() {
    for case in cases() {
        let disk = disk(&case);
        let heeded = lint(&disk, &settings(&disk)).unwrap();
        let without = Settings { no_ignores: true, ..settings(&disk) };
        let all = lint(&disk, &without).unwrap();
        assert!(all.waived.is_empty());
        let is_about_them = |one: &&Finding| one.rule.ends_with("-suppression");
        assert_eq!(all.findings.iter().filter(is_about_them).count(), 0);
        let mut before: Vec<(&str, Span)> = heeded
            .findings
            .iter()
            .filter(|one| !is_about_them(one))
            .chain(&heeded.waived)
            .map(|one| (one.rule, one.span))
            .collect();
        before.sort();
        before.dedup();
        let mut after: Vec<(&str, Span)> =
            all.findings.iter().map(|one| (one.rule, one.span)).collect();
        after.sort();
        after.dedup();
        assert_eq!(before, after, "{}", case.display());
    }
}

/// What is said of two folders together may not be said of one of them.
#[test]
fn a_part_of_a_repository_tells_not_what_is_unused() {
    let policy = "resource \"ibm_iam_authorization_policy\" \"a\" {\n  \
                  # bluelint: ignore[policy-misses-target] the hub moves\n  \
                  # bluelint: ignore[duplicate-role] none is\n  roles = [\"Viewer\"]\n}\n";
    let disk = MemoryDisk::new([("r/.git/config", ""), ("r/hub/main.tf", policy)]);
    let unused = |path: &str| {
        let run = lint(&disk, &Settings { paths: vec![path.into()], ..settings(&disk) }).unwrap();
        let found = run.findings.into_iter().filter(|one| one.rule == "unused-suppression");
        found.map(|one| one.message).collect::<Vec<_>>()
    };
    assert_eq!(unused("r").len(), 2, "{:?}", unused("r"));
    assert_eq!(unused("r/hub").len(), 1, "{:?}", unused("r/hub"));
}
