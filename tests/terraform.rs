//! What a folder of Terraform files is evaluated to: each folder of testdata/terraform against its
//! `expect.json`, which is what `bluelint show --format json` prints. `BLESS=1` writes it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses its own cases")]

use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::Level;
use bluelint::{Settings, lint, report};
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terraform");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// What is believed of the case, as JSON.
fn shown(case: &Path) -> String {
    let files = RealDisk.walk(case).files;
    let files = files
        .iter()
        .filter(|file| !file.ends_with("expect.json"))
        .map(|file| (file.strip_prefix(case).unwrap().to_owned(), RealDisk.read(file).unwrap()));
    let disk = MemoryDisk::new(files);
    let settings = Settings {
        paths: vec![".".into()],
        kind: None,
        rules: Vec::new(),
        min_level: Level::Info,
        threads: 1,
        ..Settings::default()
    };
    let run = lint(&disk, &settings).unwrap();
    let mut out = Vec::new();
    report::show_json(&run, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn folders_are_evaluated_as_expected() {
    for case in cases() {
        let is = shown(&case);
        let file = case.join("expect.json");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &is).unwrap();
        } else {
            let expected = std::fs::read_to_string(&file).unwrap_or_default();
            let differs = expected.lines().zip(is.lines()).position(|(old, new)| old != new);
            let line = differs.map_or(0, |line| line + 1);
            assert!(expected == is, "{}: differs at line {line}", file.display());
        }
    }
}

#[test]
fn evaluating_twice_gives_the_same() {
    for case in cases() {
        assert_eq!(shown(&case), shown(&case));
    }
}
