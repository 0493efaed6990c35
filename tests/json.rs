//! The cases in testdata/json, each with the problems it must give; and what holds for any text.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may panic and read files"
)]

use bluelint::node::{Kind, Node, Seen};
use bluelint::parse::json::{Json, json};
use bluelint::source::{SourceId, Sources, Span};
use proptest::prelude::*;
use serde_json::Value;
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
        if let Some(help) = problem.help {
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

/// A tree as `serde_json` would have it: of duplicates the last, numbers as they are written.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(truth) => Value::Bool(*truth),
        Kind::Number(digits) => serde_json::from_str(digits).unwrap(),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List(items, Seen::Whole) => items.iter().map(value).collect(),
        Kind::Object(entries, Seen::Whole) => {
            entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect()
        }
        other => panic!("no JSON: {other:?}"),
    }
}

/// Everything about a tree, places included, but for what only says that it was broken.
fn picture(node: &Node) -> String {
    format!("{node:?}")
}

/// Every place in a tree.
fn walk(node: &Node, good: &impl Fn(Span)) {
    good(node.span);
    node.literal.iter().for_each(|literal| good(literal.span));
    for item in node.items().unwrap_or_default() {
        walk(item, good);
    }
    for entry in node.entries().unwrap_or_default() {
        good(entry.key_span);
        walk(&entry.value, good);
    }
}

/// Every place in the result lies in the text, between characters.
fn places_are_true(text: &str, read: &Json) {
    let good = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    };
    walk(&read.node, &good);
    for problem in &read.problems {
        good(problem.span);
        problem.labels.iter().for_each(|(span, _)| good(*span));
        assert!(problem.message != "this is not valid JSON", "no cause was found in {text:?}");
    }
    assert!(read.problems.len() <= 21);
    assert!(!read.broken || !read.problems.is_empty());
}

/// What `serde_json` refuses although it is JSON, or the other way round.
fn differs(text: &str) -> bool {
    let error = serde_json::from_str::<Value>(text).err().map(|error| error.to_string());
    error.is_some_and(|error| {
        // Its own limits: 128 levels, and numbers that fit 64 bits.
        error.starts_with("recursion limit") || error.starts_with("number out of range")
    })
}

fn check(text: &str) {
    let read = json(SourceId(0), text);
    places_are_true(text, &read);
    if !differs(text) {
        let accepted = serde_json::from_str::<Value>(text).is_ok();
        assert_eq!(accepted, !read.broken, "{text:?}: {:?}", read.problems);
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,6}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Texts made of what JSON is made of, and of what people write into it.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", " ", "\n", "\\", "'", "“", "”", "1",
        "-", "0", ".", "e", "true", "null", "x", "x y", "//", "/*", "*/", "#", "<a>", "${b}", "$c",
        "{{ d }}", "'\"$e\"'", "\t", "\u{c}", "\u{a0}", "\u{feff}", "\\u", "d800", "é", "=", "=>",
        ";", "\r\n", "...", "crn:v1:", "+1", "0x1", "\u{1}", "😀",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

const POLICY: &str = r#"{
  "type": "authorization",
  "subjects": [{"attributes": [{"name": "serviceName", "value": "is"},
    {"name": "resourceType", "value": "endpoint-gateway"}]}],
  "roles": [{"role_id": "crn:v1:bluemix:public:iam::::role:Viewer"}],
  "resources": [{"attributes": [{"name": "accountId", "value": "é\n\u00e9", "n": -1.5e3}]}]
}"#;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_value_is_read_as_it_is(wanted in any_value(), pretty: bool) {
        let text =
            if pretty { serde_json::to_string_pretty(&wanted) } else { serde_json::to_string(&wanted) };
        let text = text.unwrap();
        let read = json(SourceId(0), &text);
        prop_assert!(!read.broken && read.problems.is_empty(), "{text}: {:?}", read.problems);
        // Through the text, as writing and reading a float may change its last digit.
        prop_assert_eq!(value(&read.node), serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn both_readers_agree_on_json(wanted in any_value(), pretty: bool) {
        let text =
            if pretty { serde_json::to_string_pretty(&wanted) } else { serde_json::to_string(&wanted) };
        let text = text.unwrap();
        // A comment at the end is the one mistake that changes nothing else.
        let mended = json(SourceId(0), &format!("{text} #"));
        prop_assert_eq!(mended.problems.len(), 1, "{}: {:?}", text, mended.problems);
        prop_assert_eq!(picture(&mended.node), picture(&json(SourceId(0), &text).node));
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_soup_is_survived(text in soup()) {
        check(&text);
    }

    #[test]
    fn any_damage_is_survived(at in 0..POLICY.len(), cut in 0..4_usize, put in soup(), small: bool) {
        let chars: Vec<char> = POLICY.chars().collect();
        let at = at.min(chars.len());
        let put: String = put.chars().take(if small { 1 } else { 9 }).collect();
        let head: String = chars[..at].iter().collect();
        let tail: String = chars[(at + cut).min(chars.len())..].iter().collect();
        check(&head);
        check(&format!("{head}{put}{tail}"));
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let units = [
        "[",
        "{",
        "{\"a\":",
        "\"",
        "\"\n",
        "\"\n\\",
        "\"a: \\",
        "'",
        "' ",
        "“",
        "<,",
        "a ",
        "a,",
        "1 ",
        "// ",
        "/*",
        ":",
        "1:",
        "{\"a\":1:",
        ",",
        "]",
        "}",
        "[}",
        "{]",
        "\\",
        "\"'\"$",
        "{{ ",
        "\"a\" b\"",
        "\u{a0}",
        "'x'",
        "“x”",
        "{\"a\":1}",
        "\"a\",",
        "$",
        "${",
        "=",
        "#\n",
        "x=",
        "{\"a\":\"b\" c ",
        "\"a\": \"\\ud800\",",
        " \n",
    ];
    for unit in units {
        for head in ["", "[", "{"] {
            let text = head.to_owned() + &unit.repeat(300_000 / unit.len());
            let begin = std::time::Instant::now();
            json(SourceId(0), &text);
            let took = begin.elapsed();
            eprintln!("{took:?} {head:?} {unit:?}");
            // Far more than it needs, far less than a quadratic reader would take.
            assert!(took.as_secs() < 5, "{unit:?} after {head:?} took {took:?}");
        }
    }
}
