//! Whatever is fed in, nothing panics: examples and fixtures that break off anywhere, and texts that
//! are made to hurt.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::Level;
use bluelint::page::{Block, Page};
use bluelint::rules::RULES;
use bluelint::{Run, Settings, lint};
use std::path::Path;

fn run(name: &str, bytes: impl Into<Vec<u8>>) -> Run {
    let disk = MemoryDisk::new([(name, bytes.into())]);
    let settings = Settings {
        paths: vec![name.into()],
        kind: None,
        rules: RULES.iter().collect(),
        min_level: Level::Info,
        threads: 1,
        ..Settings::default()
    };
    lint(&disk, &settings).unwrap()
}

/// Nothing broke down, and every place lies in its file.
fn sound(name: &str, run: &Run) {
    for one in &run.incomplete {
        assert!(!one.reason.contains("report it"), "{name}: {} broke down", one.path);
    }
    for finding in &run.findings {
        let spans = finding.labels.iter().map(|label| label.span).chain([finding.span]);
        for span in spans {
            let text = run.sources.get(span.source).text();
            assert!(text.get(span.range()).is_some(), "{name}: {} points outside", finding.rule);
        }
    }
}

/// About so many prefixes of a fixture, spread over its length.
const PREFIXES: usize = 60;
/// And of an example on a page, where one is much like the other: each is cut at other places.
const OF_EXAMPLES: usize = 15;

/// The folders of testdata whose files are read up to each of their prefixes.
const WHOLE: [&str; 2] = ["estates", "plan"];

fn prefixes(name: &str, text: &str, most: usize, nth: usize) {
    let step = (text.len() / most).max(1);
    for end in (nth % step..=text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
        sound(name, &run(name, &text[..end]));
    }
}

#[test]
fn prefixes_of_every_example_are_survived() {
    let pages = RULES.iter().map(|rule| Page::parse(rule.page).unwrap());
    let blocks = pages.flat_map(|page| page.examples).flat_map(|example| example.blocks);
    for (nth, block) in blocks.filter(Block::is_file).enumerate() {
        prefixes(block.name, block.text, OF_EXAMPLES, nth);
    }
}

#[test]
fn every_fixture_is_survived() {
    let files = RealDisk.walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")).files;
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let bytes = RealDisk.read(&file).unwrap();
        match String::from_utf8(bytes) {
            Ok(text)
                if file
                    .components()
                    .any(|part| WHOLE.contains(&part.as_os_str().to_str().unwrap())) =>
            {
                prefixes(name, &text, PREFIXES, 0);
            }
            Ok(text) => sound(name, &run(name, text)),
            Err(error) => sound(name, &run(name, error.into_bytes())),
        }
    }
}

#[test]
fn odd_bytes_have_an_answer() {
    for name in ["x.tf", "x.json", "x.tofu", "x.tf.json", "x.md"] {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe\x00", b"\r\n\r\n", b"\0", b"{", b"\""] {
            sound(name, &run(name, bytes));
        }
    }
    let run = run("x.tf", b"a = \"\xff\"".to_vec());
    assert_eq!(run.incomplete.len(), 1);
    assert!(run.incomplete[0].reason.contains("not UTF-8 at byte 5"), "{:?}", run.incomplete);
}

#[test]
fn deep_and_long_texts_are_survived() {
    for open in ["[", "{", "(", "\"${", "{\"a\":", "a {\n", "-", "!", "a = [", "1+"] {
        let text = open.repeat(10_000);
        for name in ["x.tf", "x.json"] {
            sound(name, &run(name, text.clone()));
            sound(name, &run(name, format!("locals {{\n a = {text}")));
        }
    }
}

#[test]
fn locals_that_double_or_circle_end() {
    use std::fmt::Write as _;
    let policy = "resource \"ibm_iam_authorization_policy\" \"x\" {\n  roles = local.a0\n}\n";
    let mut doubling = format!("{policy}locals {{\n");
    let mut chain = doubling.clone();
    for index in 0..3000 {
        let next = index + 1;
        let _ = writeln!(doubling, "  a{index} = [local.a{next}, local.a{next}]");
        let _ = writeln!(chain, "  a{index} = local.a{next}");
    }
    for text in [&doubling, &chain] {
        let run = run("x.tf", format!("{text}  a3000 = \"x\"\n}}\n"));
        sound("x.tf", &run);
        assert_eq!(run.incomplete.len(), 1, "a limit was hit: {:?}", run.incomplete);
    }
    let circle = format!("{policy}locals {{\n  a0 = local.a1\n  a1 = [local.a0]\n}}\n");
    let run = run("x.tf", circle);
    sound("x.tf", &run);
    assert!(run.incomplete.is_empty(), "{:?}", run.incomplete);
}

#[test]
fn texts_that_double_end() {
    use std::fmt::Write as _;
    let mut text = "locals {\n  a0 = \"0123456789\"\n".to_owned();
    for index in 1..60 {
        let before = index - 1;
        let _ = writeln!(text, "  a{index} = \"${{local.a{before}}}${{local.a{before}}}\"");
    }
    text.push_str(
        "}\nresource \"ibm_iam_authorization_policy\" \"x\" {\n  description = local.a59\n}\n",
    );
    sound("x.tf", &run("x.tf", text));
    let splats = format!(
        "resource \"ibm_iam_authorization_policy\" \"x\" {{\n  description = local.l{}\n}}\nlocals {{\n  l = [1]\n}}\n",
        ".*".repeat(30_000),
    );
    sound("x.tf", &run("x.tf", splats));
}

#[test]
fn a_policy_in_another_encoding_is_not_passed_over() {
    // As PowerShell writes it: UTF-16 with its mark.
    let policy = "\u{feff}{\"subjects\": [], \"resources\": [], \"roles\": [{\"role_id\": \"x\"}]}";
    let wide: Vec<u8> = policy.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let disk = MemoryDisk::new([("folder/p.json", wide)]);
    let settings = Settings {
        paths: vec!["folder".into()],
        kind: None,
        rules: RULES.iter().collect(),
        min_level: Level::Info,
        threads: 1,
        ..Settings::default()
    };
    assert_eq!(lint(&disk, &settings).unwrap().incomplete.len(), 1);
}

#[test]
fn a_broken_policy_in_which_nothing_stands_is_not_passed_over() {
    for (text, ours) in [
        ("{\"type\":\"authorization\",\"subjects\":[],\"resources\":[],\"roles\":[],}", true),
        ("{\"subject\":{},\"resource\":{},\"control\":{},}", true),
        ("[{\"type\":\"authorization\",\"subjects\":[],\"resources\":[],},]", true),
        ("{\"type\":\"access\",\"subjects\":[],\"resources\":[],\"roles\":[],}", false),
        // A policy of somebody else.
        ("{\"subjects\":[\"users:anna\"],\"resources\":[\"a\"],\"actions\":[\"get\"],}", false),
        ("{\"kind\":\"RoleBinding\",\"subjects\":[],\"roleRef\":{},}", false),
    ] {
        let run = run("a.json", text);
        let found: Vec<&str> = run.findings.iter().map(|one| one.rule).collect();
        assert_eq!(found.contains(&"invalid-json"), ours, "{text}: {found:?}");
        assert_eq!(!run.incomplete.is_empty(), ours, "{text}");
    }
}
