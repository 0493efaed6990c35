//! HCL as it is read: what is valid is read in full, and what is broken is explained.
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use bluelint::parse::hcl::{Hcl, hcl};
use bluelint::parse::tree::{Arena, Body, Stands as _};
use bluelint::source::{SourceId, Sources};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/hcl").join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "tf")).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn read<'t>(text: &str, arena: &'t Arena) -> Hcl<'t> {
    hcl(SourceId(0), text, arena)
}

/// Every name in the tree stands in the text where its span says.
fn check_names(text: &str, body: &Body<'_>, seen: &mut usize) {
    for attribute in body.attributes() {
        assert_eq!(&text[attribute.key.extent.range()], attribute.key.as_str());
        assert!(text.get(attribute.value.extent().range()).is_some());
        *seen += 1;
    }
    for block in body.blocks() {
        assert_eq!(&text[block.ident.extent.range()], block.ident.as_str());
        assert!(text.get(block.extent.range()).is_some());
        *seen += 1;
        check_names(text, &block.body, seen);
    }
}

fn check_places(text: &str, read: &Hcl<'_>) {
    check_names(text, &read.body, &mut 0);
    let labels =
        read.problems.iter().flat_map(|problem| problem.labels.iter().map(|(span, _)| *span));
    let spans = read.problems.iter().map(|problem| problem.span).chain(labels);
    for span in spans.chain(read.lost.iter().copied()) {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    }
    assert!(read.problems.len() <= 21);
    assert_eq!(read.problems.is_empty(), read.lost.is_empty());
}

fn listing(text: &str, read: &Hcl<'_>) -> String {
    let sources = Sources::new(["a.tf".to_owned()]);
    sources.set_text(SourceId(0), text.to_owned());
    let file = sources.get(SourceId(0));
    let place = |range: std::ops::Range<usize>| {
        let (start, end) = (file.position(range.start), file.position(range.end));
        format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
    };
    let mut out = String::new();
    for problem in &read.problems {
        writeln!(out, "{}: {}", place(problem.span.range()), problem.message).unwrap();
        if let Some(help) = &problem.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        for (span, label) in &problem.labels {
            writeln!(out, "  {}: {label}", place(span.range())).unwrap();
        }
    }
    let names = |body: &Body<'_>| {
        let blocks = body.blocks().map(|block| block.ident.as_str().to_owned());
        let attributes = body.attributes().map(|attribute| attribute.key.as_str().to_owned());
        blocks.chain(attributes).collect::<Vec<_>>().join(" ")
    };
    writeln!(out, "read: {}", names(&read.body)).unwrap();
    out
}

#[test]
fn valid_files_have_no_problems() {
    let files = files("valid");
    assert!(files.len() >= 25);
    for (path, text) in files {
        let arena = Arena::new();
        let read = read(&text, &arena);
        assert!(read.problems.is_empty(), "{}: {:?}", path.display(), read.problems);
        assert!(read.lost.is_empty());
        let mut seen = 0;
        check_names(&text, &read.body, &mut seen);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(seen > 0 || name.starts_with("empty"), "{name} is empty");
    }
}

#[test]
fn broken_files_are_explained() {
    let files = files("broken");
    assert!(files.len() >= 25);
    let mut wrong = Vec::new();
    for (path, text) in files {
        let arena = Arena::new();
        let read = read(&text, &arena);
        check_places(&text, &read);
        assert!(!read.problems.is_empty(), "{} has no problem", path.display());
        let found = listing(&text, &read);
        let expected = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "differs (BLESS=1 to accept):\n{}", wrong.join("\n"));
}

/// What `terraform fmt` says of a text; nothing when it is not installed.
fn terraform_takes(text: &str) -> Option<bool> {
    use std::io::Write as _;
    let config = std::env::temp_dir().join("bluelint-empty.tfrc");
    std::fs::write(&config, "").unwrap();
    let child = Command::new("terraform")
        .args(["fmt", "-"])
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", config)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.ok()?;
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    Some(child.wait().unwrap().success())
}

#[test]
fn terraform_agrees() {
    /// We refuse these, and Terraform takes them.
    const ONLY_OURS: [&str; 2] = ["nested_too_deep.tf", "too_many_operators.tf"];
    if terraform_takes("") != Some(true) {
        eprintln!("skipped: terraform is not installed");
        return;
    }
    for folder in ["valid", "broken"] {
        for (path, text) in files(folder) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let expected = folder == "valid" || ONLY_OURS.contains(&name.as_str());
            assert_eq!(terraform_takes(&text), Some(expected), "{}", path.display());
        }
    }
}

/// Runs over the modules in the folder `BLUELINT_CORPUS`, if there is one.
#[test]
fn public_modules_have_no_problems() {
    let Some(root) = std::env::var_os("BLUELINT_CORPUS") else {
        eprintln!("skipped: BLUELINT_CORPUS is not set");
        return;
    };
    let (mut count, mut mended) = (0, Vec::new());
    for entry in ignore::Walk::new(root) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "tf") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let arena = Arena::new();
        let read = read(&text, &arena);
        check_places(&text, &read);
        if terraform_takes(&text) != Some(false) {
            assert!(read.problems.is_empty(), "{}: {}", path.display(), listing(&text, &read));
        }
        if hcl_edit::parser::parse_body(&text).is_err() {
            mended.push(path);
        }
        count += 1;
    }
    eprintln!("{count} files, {} mended: {mended:#?}", mended.len());
}

/// Runs `check` with the stack that the main thread has at least.
fn on_small_stack(check: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(check).unwrap().join().unwrap();
}

#[test]
fn hostile_texts_neither_overflow_nor_take_long() {
    on_small_stack(|| {
        let start = std::time::Instant::now();
        let many = |piece: &str, times: usize| piece.repeat(times);
        let mut texts = vec![
            format!("x = {}", many("\"\\n${[\"", 100_000)),
            format!("x = \"{}\"", many("${a}", 500_000)),
            format!("x = \"{}", many("${a}", 500_000)),
            many("resource \"a\" \"b\" {\n  x = [\n", 100_000),
            many(
                "resource \"a\" \"b\" {\n  x = = 1\n  y = \"some text of a length\"\n}\n",
                100_000,
            ),
            format!("x = {{\n{}}}\n", many("a = 1\n", 200_000)),
            format!("{}x = 1 )\n", many("a {\n b = (1\n+ 2)\n}\n", 100_000)),
            many("x = <<EOT\n", 100_000),
            many("x = '", 300_000),
            many("/*", 500_000),
            format!("{}{}", many(" ", 500_000), many("[", 500_000)),
            format!("{}{}", many("[", 500_000), many("}", 500_000)),
            format!("x = <<E\n${{{}{}\nE\n", many("[", 100_000), many("\na", 100_000)),
            format!("x = a{}", many(" + a", 300_000)),
        ];
        for piece in [
            "[",
            "{",
            "(",
            "a {\n",
            "${",
            "\"${",
            "x = [",
            "-",
            "!",
            "}",
            "]",
            "a.",
            "a ? ",
            "f(",
            "%{ if a }",
            "<<A\n",
        ] {
            texts.push(format!("x = {}", many(piece, 10_000)));
            texts.push(format!("x = \"{}", many(piece, 10_000)));
            texts.push(many(piece, 300_000));
            texts.push(format!("x = {}", many(piece, 63)));
        }
        for text in texts {
            let before = start.elapsed();
            let arena = Arena::new();
            let read = read(&text, &arena);
            check_places(&text, &read);
            let took = start.elapsed().checked_sub(before).unwrap();
            let head: String = text.chars().take(40).collect();
            assert!(took.as_secs() < 20, "{head:?} took {took:?}");
            if took.as_millis() > 500 {
                eprintln!("{head:?} of {} bytes took {took:?}", text.len());
            }
        }
    });
}

#[test]
fn twenty_problems_are_enough() {
    let arena = Arena::new();
    let read = read(&"a {\n  x = = 1\n}\nb {\n}\n".repeat(30), &arena);
    assert_eq!((read.problems.len(), read.lost.len()), (20, 30));
    assert_eq!(read.body.blocks().count(), 30);
}

fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<String> =
        files("valid").into_iter().chain(files("broken")).map(|(_, text)| text).collect();
    let pieces = prop::sample::select(vec![
        "",
        "\"",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "${",
        "%{",
        "\n",
        "=",
        "<<EOT\n",
        "EOT\n",
        "/*",
        "*/",
        "#",
        "\\",
        "'",
        "\u{201c}",
        "\u{feff}",
        "\r\n",
        "\0",
        ":",
        ",",
        "for ",
        "é",
        "<<<<<<< a\n",
        "resource \"a\" \"b\" {\n",
    ]);
    let change = (any::<prop::sample::Index>(), 0_usize..12, pieces);
    (prop::sample::select(texts), prop::collection::vec(change, 1..5)).prop_map(
        |(text, changes)| {
            let mut chars: Vec<char> = text.chars().collect();
            for (at, cut, piece) in changes {
                let start = at.index(chars.len() + 1);
                let end = (start + cut).min(chars.len());
                chars.splice(start..end, piece.chars());
            }
            chars.into_iter().collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        check_places(&text, &read(&text, &Arena::new()));
    }

    #[test]
    fn any_mutation_is_survived(text in mutated()) {
        check_places(&text, &read(&text, &Arena::new()));
    }
}
