//! One hand-made run in every format: all levels, several files, hostile text, long lines, odd
//! places.
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::print_stderr, reason = "what is passed over is said")]

use bluelint::finding::{Edit, Finding, Fix, Label, Level, Safety};
use bluelint::node::Trail;
use bluelint::report::{self, Format, Style};
use bluelint::source::{SourceId, Sources, Span};
use bluelint::{Incomplete, Run};
use serde_json::Value;
use std::time::Duration;

#[path = "reports/formats.rs"]
mod formats;
#[path = "reports/hostile.rs"]
mod hostile;
#[path = "reports/junit.rs"]
mod junit;

const FORMATS: [Format; 10] = [
    Format::Human,
    Format::Concise,
    Format::Json,
    Format::Ndjson,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Checkstyle,
    Format::Markdown,
];

const MAIN: &str = "\
resource \"ibm_iam_authorization_policy\" \"vpe\" {
  source_service_name    = \"is\"
\tsource_service_account = \"1234567890abcdef\\n\"
  target_service_name    = var.service
  roles                  = [
    \"Viewer\",
    \"Editor\",
    \"Writer\",
    \"Reader\",
    \"Manager\",
    \"Operator\",
    \"Administrator\",
  ]
  # \u{1b}[2J\u{202e}evil\u{9b}1m \u{65e5}\u{672c} = \"\u{200b}x\u{a0}\"
}
";
const VARIABLES: &str = "variable \"service\" {\n  default = \"kmss\"\n}\n";
const BAD: &str = "resource {\n";
const HOSTILE: &str = "a\n::error::,x%\u{1b}[31m.json";

/// A run over these files.
fn run(files: &[(&str, &str)]) -> Run {
    let sources = Sources::new(files.iter().map(|(path, _)| (*path).to_owned()));
    for (id, (_, text)) in (0..).zip(files) {
        sources.set_text(SourceId(id), (*text).to_owned());
    }
    Run {
        sources,
        files: files.len(),
        skipped: 1,
        rules: bluelint::rules::RULES[..41].to_vec(),
        unresolved: 4,
        elapsed: Duration::from_micros(2600),
        ..Run::default()
    }
}

/// The `nth` place of `text` in file `id`.
fn nth(run: &Run, id: u32, text: &str, nth: usize) -> Span {
    let file = run.sources.get(SourceId(id)).text();
    let (start, found) = file.match_indices(text).nth(nth).unwrap();
    Span::new(SourceId(id), start..start + found.len())
}

fn place(run: &Run, id: u32, text: &str) -> Span {
    nth(run, id, text, 0)
}

fn finding(rule: &'static str, level: Level, span: Span, message: &str) -> Finding {
    Finding {
        rule,
        level,
        message: message.to_owned(),
        paste: None,
        help: None,
        span,
        missing: None,
        trail: Trail::default(),
        differs: false,
        within: Vec::new(),
        waived: None,
        labels: Vec::new(),
        addresses: Vec::new(),
        identity: String::new(),
        fix: None,
        fingerprint: "0123456789abcdef".to_owned(),
    }
}

fn fix(title: &str, safety: Safety, span: Span, text: &str) -> Fix {
    let edits = vec![Edit { span, text: text.to_owned() }];
    Fix { title: title.to_owned(), safety, edits, without: Vec::new() }
}

fn label(span: Span, message: &str) -> Label {
    Label { span, message: message.to_owned() }
}

/// Told by a finding, at a place of its own, without a place, without a file.
fn incomplete() -> Vec<Incomplete> {
    let span = Some(Span::new(SourceId(2), BAD.len()..BAD.len()));
    let told = Incomplete { path: "bad.tf".to_owned(), reason: "expected `}`".to_owned(), span };
    let span = Some(Span::new(SourceId(1), 3..3));
    vec![
        told,
        Incomplete { path: "variables.tf".to_owned(), reason: "odd".to_owned(), span },
        Incomplete { path: "x.tf".to_owned(), reason: "cannot be read".to_owned(), span: None },
        Incomplete { path: String::new(), reason: "./y: no\n::error::z".to_owned(), span: None },
    ]
}

/// Hidden characters, the end of a file, a long line, a hostile name.
fn odd_findings(run: &Run) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in ["evil", "\u{672c}", "\u{200b}x", "\u{a0}"] {
        let span = nth(run, 0, text, 0);
        findings.push(finding("hidden", Level::Warning, span, "something is hidden here"));
    }
    findings.push(finding(
        "invalid-hcl",
        Level::Error,
        Span::new(SourceId(2), BAD.len()..BAD.len()),
        "expected `}`",
    ));
    findings.push(Finding {
        labels: vec![label(nth(run, 3, "{", 0), "in this gateway")],
        addresses: vec![String::new()],
        ..finding("short-crn", Level::Error, place(run, 3, "\"crn:v1\""), "this CRN is too short")
    });
    findings.push(Finding {
        addresses: vec!["/policies/3".to_owned()],
        ..finding(
            "hostile",
            Level::Warning,
            Span::new(SourceId(4), 0..2),
            "50% off,\r\n::error::pwned",
        )
    });
    findings
}

/// A bit of everything.
/// A file in one long line.
fn long() -> String {
    format!(
        "{{\"a\":\"{}\",\"target\":{{\"crn\":\"crn:v1\"}},\"b\":\"{}\"}}",
        "\u{e9}x".repeat(30_000),
        "y".repeat(5_000),
    )
}

fn sample() -> Run {
    let mut run = run(&[
        ("main.tf", MAIN),
        ("variables.tf", VARIABLES),
        ("bad.tf", BAD),
        ("policies/long.json", &long()),
        (HOSTILE, "{}"),
    ]);
    let header = place(&run, 0, "resource \"ibm_iam_authorization_policy\" \"vpe\"");
    let account = place(&run, 0, "1234567890abcdef\\n");
    let in_header = label(header, "in this resource");
    let mut findings = vec![
        Finding {
            help: Some("IAM compares account IDs byte by byte".to_owned()),
            labels: vec![in_header.clone()],
            addresses: vec!["ibm_iam_authorization_policy.vpe".to_owned()],
            fix: Some(fix("trim the account ID", Safety::Safe, account, "1234567890abcdef")),
            ..finding(
                "account-id-whitespace",
                Level::Error,
                account,
                "white space around the account ID `1234567890abcdef`",
            )
        },
        Finding {
            help: Some("did you mean `kms`?\n::set-output name=x::y".to_owned()),
            labels: vec![label(place(&run, 0, "var.service"), "used here"), in_header.clone()],
            addresses: (0..5).map(|i| format!("module.a[{i}].ibm_iam.vpe")).collect(),
            fix: Some(fix("write `kms`", Safety::Unsafe, place(&run, 1, "kmss"), "kms")),
            ..finding(
                "unknown-service",
                Level::Warning,
                place(&run, 1, "\"kmss\""),
                "no service is called `kmss`\u{1b}[2J",
            )
        },
    ];
    let roles =
        Span { end: place(&run, 0, "\"Administrator\",\n  ]").end, ..place(&run, 0, "[\n") };
    let all = place(&run, 0, MAIN);
    findings.push(Finding {
        labels: vec![in_header],
        addresses: vec!["module.m.ibm_iam_authorization_policy.vpe".to_owned()],
        ..finding("too-many-roles", Level::Info, roles, "more roles than anything needs")
    });
    findings.push(finding("whole", Level::Info, all, "a whole file"));
    findings.extend(odd_findings(&run));
    run.findings = findings;
    run.incomplete = incomplete();
    run
}

fn written(format: Format, run: &Run, style: &Style) -> String {
    let mut out = Vec::new();
    report::write(format, run, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn people_see_frames() {
    insta::assert_snapshot!(written(Format::Human, &sample(), &Style::default()));
}

#[test]
fn people_see_colours() {
    let mut run = sample();
    run.findings.truncate(3);
    let style = Style { color: true, verbose: true, ..Style::default() };
    let text = written(Format::Human, &run, &style).replace('\u{1b}', "ESC");
    insta::assert_snapshot!(text);
}

#[test]
fn github_sees_commands() {
    let text = written(Format::Github, &sample(), &Style::default());
    let commands = ["::error ", "::warning ", "::notice ", "found "];
    for line in text.lines() {
        assert!(commands.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(!line.contains('\u{1b}') && !line.contains('\r'), "{line:?}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn terminals_are_not_steered() {
    for style in [Style::default(), Style { ascii: true, quiet: true, ..Style::default() }] {
        let text = written(Format::Human, &sample(), &style);
        let hidden = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{a0}', '\r', '\t'];
        assert!(!text.contains(hidden));
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
        assert!(text.lines().all(|line| line.chars().count() < 260));
    }
}

#[test]
fn programs_see_json() {
    let run = sample();
    let text = written(Format::Json, &run, &Style::default());
    assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\r']));
    let json: Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["version", "tool", "summary", "findings", "incomplete"]);
    assert_eq!(json["version"], 1);
    assert_eq!(json["tool"]["name"], "bluelint");
    let summary = serde_json::to_string(&json["summary"]).unwrap();
    let expected = "{\"files\":5,\"skipped\":1,\"resources\":0,\"rules\":41,\"errors\":3,\
                    \"warnings\":6,\"infos\":2,\"suppressed\":0,\"baselined\":0,\"fixed\":0,\
                    \"unresolved\":4}";
    assert_eq!(summary, expected);
    let list = json["findings"].as_array().unwrap();
    assert_eq!(list.len(), run.findings.len());
    for (json, finding) in list.iter().zip(&run.findings) {
        check_finding(json, finding, &run);
    }
    let expected = "rule level message help path start end address labels fix fingerprint";
    assert_eq!(keys(&list[0]).join(" "), expected);
    assert_eq!(list[1]["addresses"].as_array().unwrap().len(), 5);
    assert_eq!(list[0]["fix"]["safety"], "safe");
    assert_eq!(list[1]["fix"]["safety"], "unsafe");
    assert_eq!(list[1]["fix"]["edits"][0]["text"], "kms");
    assert_eq!(list[3]["help"], Value::Null);
    let incomplete = json["incomplete"].as_array().unwrap();
    assert_eq!(incomplete.len(), 4);
    assert_eq!(incomplete[0]["start"]["line"], 2);
    assert_eq!(incomplete[2]["start"], Value::Null);
}

fn check_finding(json: &Value, finding: &Finding, run: &Run) {
    let source = run.sources.get(finding.span.source);
    assert_eq!(json["rule"], finding.rule);
    assert_eq!(json["level"], finding.level.name());
    assert_eq!(json["message"], finding.message.as_str());
    assert_eq!(json["path"], source.path.as_str());
    for (name, offset) in [("start", finding.span.start), ("end", finding.span.end)] {
        let place = source.position(offset as usize);
        assert_eq!(json[name]["line"], place.line);
        assert_eq!(json[name]["column"], place.column);
        assert_eq!(json[name]["offset"], offset);
    }
    assert_eq!(json["labels"].as_array().unwrap().len(), finding.labels.len());
    assert_eq!(json["fingerprint"], finding.fingerprint.as_str());
}

#[test]
fn the_last_line_says_how_it_went() {
    let last = |run: &Run, style: &Style| {
        written(Format::Human, run, style).lines().last().unwrap_or_default().to_owned()
    };
    let style = Style::default();
    let mut lines = Vec::new();
    let mut clean = run(&[("a.tf", "")]);
    lines.push(last(&clean, &style));
    assert_eq!(written(Format::Human, &clean, &style).lines().count(), 1);
    let hidden = Style { hidden: Some((Level::Error, 2)), ..style };
    lines.push(last(&clean, &hidden));
    let mut found = sample();
    lines.push(last(&found, &style));
    found.incomplete.clear();
    lines.push(last(&found, &style));
    clean.incomplete = sample().incomplete;
    clean.incomplete.truncate(1);
    clean.incomplete[0].span = None;
    lines.push(last(&clean, &style));
    lines.push(last(&Run { skipped: 3, ..Run::default() }, &style));
    lines.push(last(&Run::default(), &style));
    insta::assert_snapshot!(lines.join("\n"));
    assert_eq!(
        last(&clean, &Style { quiet: true, ..style }),
        "error: could not check bad.tf: expected `}`"
    );
}

#[test]
fn odd_places_are_shown() {
    let files = [
        ("empty.tf", ""),
        ("end.tf", "a\r\n\r\nbcd\r\n"),
        ("wide.tf", "\u{65e5}\u{e9}e\u{301} x\n"),
    ];
    let mut run = run(&files);
    let spans = [
        (0, 0, 0),
        (0, 5, 9),
        (1, 10, 10),
        (1, 8, 8),
        (1, 1, 3),
        (1, 2, 2),
        (1, 0, 10),
        (1, 5, 8),
        (1, 99, 1000),
        (2, 0, 3),
        (2, 3, 5),
        (2, 1, 4),
        (2, 9, 10),
    ];
    for (id, start, end) in spans {
        let span = Span { source: SourceId(id), start, end };
        run.findings.push(finding("odd", Level::Error, span, &format!("{id} {start}..{end}")));
    }
    insta::assert_snapshot!(written(
        Format::Human,
        &run,
        &Style { ascii: true, ..Style::default() }
    ));
    for format in FORMATS {
        written(format, &run, &Style::default());
    }
}

#[test]
fn many_findings_on_one_long_line_take_no_longer() {
    let piece = "{\"crn\":\"\u{e9}\"},";
    let time = |piece: &str| {
        let mut run = run(&[("one.json", &piece.repeat(400_000))]);
        for index in 0..5_000_u32 {
            let start = index * 1000 / 13 * u32::try_from(piece.len()).unwrap();
            let span = Span { source: SourceId(0), start, end: start + 4 };
            let labels = vec![label(Span { end: 1, start: 0, ..span }, "in this")];
            run.findings.push(Finding { labels, ..finding("many", Level::Error, span, "many") });
        }
        let start = std::time::Instant::now();
        for format in FORMATS {
            written(format, &run, &Style::default());
        }
        start.elapsed()
    };
    // Beside the same on many lines, as the machine may be busy.
    let (many, one) = (time(&format!("{piece}\n")), time(piece));
    assert!(one < 5 * many + Duration::from_secs(1), "{one:?} beside {many:?}");
}
