//! Terraform's JSON syntax: each file of testdata/terraform-json against its transcript, and what
//! holds for any text.
#![allow(clippy::disallowed_methods, reason = "this test reads its cases and runs terraform")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

#[path = "terraform_json/real.rs"]
mod real;
#[path = "terraform_json/values.rs"]
mod values;

use self::values::{any_value, letters, template};
use bluelint::parse::hcl::hcl;
use bluelint::parse::terraform_json::{Transcript, UNREADABLE, transcribe, transcribe_variables};
use bluelint::parse::tree::{Arena, Body, Element, Expression, Extent, ObjectKey, Stands as _};
use bluelint::source::{Quoting, SourceId, Sources, Span};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terraform-json");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().unwrap() == "json").collect();
    paths.sort();
    paths
}

fn read(path: &Path, text: &str) -> Transcript {
    if path.to_string_lossy().ends_with(".tfvars.json") {
        transcribe_variables(SourceId(0), text)
    } else {
        transcribe(SourceId(0), text)
    }
}

/// The problems as comments above the transcript.
fn shown(text: &str, read: &Transcript) -> String {
    let sources = Sources::new(["case.tf.json".to_owned()]);
    sources.set_text(SourceId(0), text.to_owned());
    let place = |span: Span| {
        let [start, end] = [span.start, span.end]
            .map(|at| sources.get(SourceId(0)).position(at as usize))
            .map(|at| format!("{}:{}", at.line, at.column));
        format!("{start}-{end}")
    };
    let mut out = String::new();
    for problem in &read.problems {
        writeln!(out, "# {}: {}", place(problem.span), problem.message).unwrap();
        if let Some(help) = &problem.help {
            writeln!(out, "#   help: {help}").unwrap();
        }
        for (span, label) in &problem.labels {
            writeln!(out, "#   {}: {label}", place(*span)).unwrap();
        }
    }
    for lost in &read.lost {
        writeln!(out, "# lost: {}", place(*lost)).unwrap();
    }
    out + &read.hcl
}

#[test]
fn files_are_transcribed() {
    let cases = cases();
    assert!(cases.len() >= 10);
    let mut wrong = Vec::new();
    for path in cases {
        let text = std::fs::read_to_string(&path).unwrap();
        let read = read(&path, &text);
        check(&text, &read);
        let shown = shown(&text, &read);
        let expected = path.with_extension("").with_extension("hcl");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &shown).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != shown {
            wrong.push(format!("{}:\n{shown}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

/// What a string of the file says; nothing for what is no string.
fn decoded(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

/// What holds for every transcript: it parses, and all in it leads back to where it comes from.
fn check(text: &str, read: &Transcript) {
    let arena = Arena::new();
    let back = hcl(SourceId(0), &read.hcl, &arena);
    assert!(back.problems.is_empty(), "{text}\n{}\n{:?}", read.hcl, back.problems);
    for start in (0..=read.hcl.len()).step_by(1 + read.hcl.len() / 200) {
        for length in [0, 1, 7, 100] {
            let place = read.map.to_original(start..start + length);
            assert!(place.start <= place.end && place.end <= text.len(), "{start} in {text}");
        }
    }
    let labels = read.problems.iter().flat_map(|problem| &problem.labels).map(|(span, _)| *span);
    let spans = read.problems.iter().map(|problem| problem.span).chain(labels);
    for span in spans.chain(read.lost.iter().copied()) {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text}");
    }
    assert!(read.lost.is_empty() || !read.problems.is_empty(), "{text}");
    if decoded(&format!("[{text}]")).is_none()
        && serde_json::from_str::<serde_json::Value>(text).is_err()
    {
        return;
    }
    body(text, read, &back.body);
}

fn origin<'t>(text: &'t str, read: &Transcript, extent: Extent) -> &'t str {
    &text[read.map.to_original(extent.range())]
}

fn body(text: &str, read: &Transcript, body: &Body<'_>) {
    for attribute in body.attributes() {
        let key = origin(text, read, attribute.key.extent);
        assert_eq!(decoded(key).as_deref(), Some(attribute.key.as_str()), "{text}");
        value(text, read, &attribute.value);
    }
    for block in body.blocks() {
        for label in block.labels {
            let key = origin(text, read, label.extent);
            assert_eq!(decoded(key).as_deref(), Some(label.as_str()), "{text}");
        }
        let braces = origin(text, read, block.extent);
        assert!(braces.ends_with(['}', ']']) && braces.starts_with('"'), "{braces} in {text}");
        self::body(text, read, &block.body);
    }
}

fn value(text: &str, read: &Transcript, expression: &Expression<'_>) {
    let range = expression.extent().range();
    let place = origin(text, read, expression.extent());
    match expression {
        Expression::String(string) => {
            let inside = range.start + 1..range.end - 1;
            let (literal, quoting) = read.map.literal(&inside).unwrap();
            assert_eq!(&text[literal.start - 1..=literal.end], place, "{text}");
            let means = |said: String| match quoting {
                Quoting::Json => said,
                _ => said.replace("$${", "${").replace("%%{", "%{"),
            };
            assert_eq!(string.value, means(decoded(place).unwrap()), "{text}");
            let respelled = decoded(&format!("\"{}\"", quoting.spell(string)));
            assert_eq!(string.value, means(respelled.unwrap()), "{text}");
        }
        Expression::Array(items) => items.iter().for_each(|item| value(text, read, item)),
        Expression::Object(object) => {
            assert!(place.starts_with('{') && place.ends_with('}'), "{place} in {text}");
            for (key, one) in object.iter() {
                if let ObjectKey::Expression(Expression::String(key)) = key {
                    assert!(origin(text, read, key.extent).starts_with('"'));
                }
                value(text, read, one);
            }
        }
        Expression::StringTemplate(template) => {
            for element in template.iter() {
                let Element::Interpolation(code) = element else { continue };
                let range = code.expr.extent().range();
                let written = &read.hcl[range.clone()];
                if written != "\"\"" {
                    // To the letter, not only as a whole.
                    let place = origin(text, read, code.expr.extent());
                    assert_eq!(
                        decoded(&format!("\"{place}\"")).as_deref(),
                        Some(written),
                        "{text}"
                    );
                }
            }
            assert!(place.starts_with('"') && place.ends_with('"'), "{place} in {text}");
            assert_eq!(read.map.literal(&(range.start + 1..range.end - 1)), None);
        }
        Expression::Variable(name) if name.as_str() == UNREADABLE => {}
        Expression::Number(_) | Expression::Bool(_) | Expression::Null(_) => {
            assert_eq!(place, &read.hcl[range], "{text}");
        }
        _ => {}
    }
}

/// A file with a template, a literal and a resource of any such values.
fn configuration() -> impl Strategy<Value = String> {
    let values = (any_value(template().boxed()), any_value(letters().boxed()), any::<bool>());
    values.prop_map(|(template, literal, pretty)| {
        let all = serde_json::json!({
            "locals": { "a": template },
            "variable": { "b": { "default": literal } },
            "resource": { "x": { "y": [{ "dynamic": { "z": template }, "c": template, "//": 1 }] } },
            "module": { "m": { "source": literal, "depends_on": [literal] } },
        });
        if pretty { serde_json::to_string_pretty(&all).unwrap() } else { escaped(&all.to_string()) }
    })
}

/// Other spellings of the same JSON: some letters as escape sequences.
fn escaped(text: &str) -> String {
    text.replace('$', "\\u0024").replace('é', "\\u00E9").replace("😀", "\\ud83d\\uDE00")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_configuration_keeps_its_values_and_places(text in configuration()) {
        check(&text, &transcribe(SourceId(0), &text));
        check(&text, &transcribe_variables(SourceId(0), &text));
    }

    #[test]
    fn any_damage_is_survived(text in configuration(), at: prop::sample::Index, cut in 0..3_usize, put in "[\\[\\]{}\",:$%~\\\\a\n é]{0,3}") {
        let mut chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        chars.splice(at..(at + cut).min(chars.len()), put.chars());
        let text: String = chars.into_iter().collect();
        check(&text, &transcribe(SourceId(0), &text));
    }

    #[test]
    fn any_text_in_quotes_is_survived(text in "[${}%~\"\\\\ a.<E\n\r#/*é]{0,30}") {
        let text = serde_json::json!({ "locals": { "a": text, "b": { text.as_str(): 1 } }, "output": { "o": { "depends_on": [text] } } }).to_string();
        check(&text, &transcribe(SourceId(0), &text));
    }
}

#[test]
fn places_are_exact_to_the_byte() {
    let text = r#"{"locals": {"a": "\u00e9\"-${var.x}-${upper(\"b\")}\n"}}"#;
    let read = transcribe(SourceId(0), text);
    let from = |part: &str| {
        let start = read.hcl.find(part).unwrap();
        &text[read.map.to_original(start..start + part.len())]
    };
    assert_eq!(from("a = "), r#""a""#);
    assert_eq!(from("var.x"), "var.x");
    assert_eq!(from("r.x}-${u"), "r.x}-${u");
    assert_eq!(from("upper(\"b\")"), r#"upper(\"b\")"#);
    assert_eq!(from("é"), r"\u00e9");
    assert_eq!(from("\\\""), r#"\""#);
    let value = r#""\u00e9\"-${var.x}-${upper(\"b\")}\n""#;
    assert_eq!(from("\"é\\\"-${var.x}-${upper(\"b\")}\\n\""), value);
}

#[test]
fn hostile_texts_take_no_time() {
    let quoted =
        |text: &str| serde_json::json!({ "locals": { "a": text, "b": [text] } }).to_string();
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    for piece in [
        "${",
        "${a}",
        "${\"",
        "${<<E\n${a}",
        "$",
        "{",
        "\"",
        "\\",
        "é\n",
        "~",
        "/*",
        "%{if a}",
        "<<E",
    ] {
        for text in [
            many(piece),
            format!("${{{}", many(piece)),
            format!("${{<<E\n{}\nE\n}}", many(piece)),
            format!("${{\"{}\"}}", many(piece)),
        ] {
            let start = std::time::Instant::now();
            let text = quoted(&text);
            transcribe(SourceId(0), &text);
            let took = start.elapsed();
            assert!(took.as_secs() < 10, "{:?} took {took:?}", &text[..60]);
        }
    }
    for text in [
        "{\"locals\":".repeat(90),
        "[".repeat(150),
        format!("{{\"locals\":{{\"a\":{}1{}}}}}", "{\"a\":[".repeat(80), "]}".repeat(80)),
    ] {
        check(&text, &transcribe(SourceId(0), &text));
    }
}
