//! The cases in testdata/json, each with the problems it must give; and what holds for any text.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

use bluelint::parse::json::json;
use bluelint::source::{SourceId, Sources};
use std::fmt::Write as _;
use std::path::Path;

/// The problems of `text`, as the .txt files hold them.
fn told(text: &str) -> String {
    let sources = Sources::new(["case.json".to_owned()]);
    sources.set_text(SourceId(0), text.to_owned());
    let file = sources.get(SourceId(0));
    let at = |offset: u32| {
        let position = file.position(offset as usize);
        format!("{}:{}", position.line, position.column)
    };
    let mut out = String::new();
    for problem in json(SourceId(0), text).problems {
        let (start, end) = (at(problem.span.start), at(problem.span.end));
        writeln!(out, "{start}-{end}: {}", problem.message).unwrap();
        for help in problem.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        for (span, label) in problem.labels {
            writeln!(out, "  {}-{}: {label}", at(span.start), at(span.end)).unwrap();
        }
    }
    out
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/json");
    let bless = std::env::var_os("BLESS").is_some();
    let (mut seen, mut wrong) = (0, Vec::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let told = told(&std::fs::read_to_string(&path).unwrap());
        let expected = path.with_extension("txt");
        if bless {
            std::fs::write(&expected, &told).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", path.display()));
        }
    }
    assert!(seen >= 30, "only {seen} cases");
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}
