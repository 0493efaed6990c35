//! What each system is told, and that it has what that system asks for.

use super::{FORMATS, finding, fix, long, place, run, sample, written};
use bluelint::finding::{Finding, Level, Safety};
use bluelint::node::{How, Step};
use bluelint::report::{Format, Style};
use bluelint::rules::RULES;
use bluelint::source::{SourceId, Span};
use bluelint::{Incomplete, Run};
use insta::assert_snapshot;
use serde_json::Value;
use std::collections::BTreeSet;

fn plain(format: Format, run: &Run) -> String {
    written(format, run, &Style::default())
}

fn json(format: Format, run: &Run) -> Value {
    serde_json::from_str(&plain(format, run)).unwrap()
}

fn clean() -> Run {
    run(&[("a.tf", "")])
}

#[test]
fn editors_see_lines() {
    let text = plain(Format::Concise, &sample());
    assert_snapshot!(text);
    let quiet = Style { quiet: true, ..Style::default() };
    let run = sample();
    let lines = written(Format::Concise, &run, &quiet).lines().count();
    // One that could not be checked is told by a finding.
    assert_eq!(lines, run.findings.len() + run.incomplete.len() - 1);
    assert_eq!(written(Format::Concise, &clean(), &quiet), "");
}

#[test]
fn programs_see_a_line_for_each_finding() {
    let run = sample();
    let text = plain(Format::Ndjson, &run);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let whole = json(Format::Json, &run);
    let all = ["findings", "incomplete"].iter().flat_map(|list| whole[list].as_array().unwrap());
    let all: Vec<&Value> = all.collect();
    assert_eq!(lines.len(), all.len() + 1);
    for (line, expected) in lines.iter().zip(all) {
        let mut line = line.clone();
        let kind = line.as_object_mut().unwrap().shift_remove("kind").unwrap();
        assert_eq!(kind == "finding", expected.get("rule").is_some());
        assert_eq!(line, *expected);
    }
    let last = lines.last().unwrap();
    assert_eq!(last["kind"], "summary");
    assert_eq!(last["version"], 1);
    assert_eq!(last["errors"], whole["summary"]["errors"]);
}

/// The sample with a value that came a long way.
fn travelled() -> Run {
    let mut run = sample();
    let used = place(&run, 0, "var.service");
    let step = |span, how| Step { span, how };
    let written = run.findings[1].span;
    let passed = How::Passed("module.a".into());
    let steps =
        [step(written, How::Default("service".into())), step(used, passed), step(used, How::Used)];
    run.findings[1].trail = steps.into_iter().collect();
    run.findings[2].trail = [step(used, How::Local("roles".into()))].into_iter().collect();
    run
}

#[test]
fn code_scanning_sees_sarif() {
    let mut run = travelled();
    run.rules.clear();
    let style = Style { code: 3, ..Style::default() };
    assert_snapshot!(written(Format::Sarif, &run, &style));
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let run = Run { rules: RULES.to_vec(), ..travelled() };
    let log = json(Format::Sarif, &run);
    let driver = &log["runs"][0]["tool"]["driver"];
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), rules.len());
    for (rule, ours) in rules.iter().zip(RULES) {
        assert_eq!(rule["id"], ours.name);
        for text in ["shortDescription", "fullDescription"] {
            let text = rule[text]["text"].as_str().unwrap();
            assert!((10..=1024).contains(&text.len()), "{}: {text}", ours.name);
        }
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(help.contains("## Bad") && help.contains("## Good"), "{}", ours.name);
        assert!(!help.contains("```report"), "{}", ours.name);
        assert!(rule["help"]["text"].as_str().unwrap().contains(ours.name));
        let is_link = |link: &Value| link.as_str().is_some_and(|link| link.starts_with("https://"));
        assert!(rule.get("helpUri").is_none_or(is_link), "{}", ours.name);
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
    }
    let first = &log["runs"][0]["results"][0];
    let at = usize::try_from(first["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[at]["id"], first["ruleId"]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    for (result, finding) in results.iter().zip(&run.findings) {
        let place = &result["locations"][0]["physicalLocation"];
        let start = run.sources.get(finding.span.source).position(finding.span.start as usize);
        assert_eq!(place["region"]["startLine"], start.line);
        assert_eq!(place["region"]["startColumn"], start.column);
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
        assert!(hash.contains(':'), "{hash}");
        assert_eq!(result["partialFingerprints"]["bluelint/v1"], finding.fingerprint.as_str());
    }
}

/// The schema is that of OASIS; `testdata/schemas/README.md` says where it comes from.
#[test]
fn sarif_is_valid() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/schemas/sarif-schema-2.1.0.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let with_rules = Run { rules: RULES.to_vec(), ..travelled() };
    for run in [with_rules, clean(), super::hostile::hostile()] {
        let log = json(Format::Sarif, &run);
        let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let mut broken = log.clone();
        broken["runs"][0]["columnKind"] = "bytes".into();
        assert!(!schema.is_valid(&broken));
    }
}

#[test]
fn sarif_says_how_the_run_ended() {
    let style = Style { code: 0, ..Style::default() };
    let log: Value = serde_json::from_str(&written(Format::Sarif, &clean(), &style)).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    assert_eq!(invocation["exitCode"], 0);
    assert_eq!(invocation["toolExecutionNotifications"].as_array().unwrap().len(), 0);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn sarif_keeps_the_worst_of_too_many() {
    let mut run = clean();
    let span = Span::new(SourceId(0), 0..0);
    for at in 0..5_003 {
        let level = if at == 5_001 { Level::Error } else { Level::Info };
        run.findings.push(finding("many", level, span, &format!("number {at}")));
    }
    let log = json(Format::Sarif, &run);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert_eq!(results[4_998]["message"]["text"], "number 4998");
    assert_eq!(results[4_999]["message"]["text"], "number 5001");
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    let text = told[0]["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("3 findings left out"), "{text}");
}

#[test]
fn gitlab_sees_code_quality() {
    let mut run = sample();
    let mut again = run.findings[0].clone();
    again.message.push_str(", again");
    run.findings.push(again);
    let text = plain(Format::Gitlab, &run);
    assert_snapshot!(text);
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut seen = BTreeSet::new();
    for issue in &issues {
        assert!(seen.insert(issue["fingerprint"].as_str().unwrap().to_owned()), "{issue}");
        assert!(!issue["description"].as_str().unwrap().is_empty());
        assert!(!issue["check_name"].as_str().unwrap().is_empty());
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(!path.is_empty() && !path.starts_with("./"));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
    assert_eq!(json(Format::Gitlab, &clean()), Value::Array(Vec::new()));
}

#[test]
fn test_reports_have_cases() {
    assert_snapshot!("junit", plain(Format::Junit, &sample()));
    let clean = plain(Format::Junit, &clean());
    assert_eq!(clean.matches("<testcase").count(), 1);
    assert!(clean.contains("tests=\"1\" failures=\"0\" errors=\"0\""), "{clean}");
    assert!(!clean.contains("<failure") && !clean.contains("<error"), "{clean}");
}

#[test]
fn checkstyle_is_read() {
    assert_snapshot!("checkstyle", plain(Format::Checkstyle, &sample()));
    assert_eq!(
        plain(Format::Checkstyle, &clean()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n"
    );
}

#[test]
fn job_summaries_are_tables() {
    assert_snapshot!("markdown", plain(Format::Markdown, &sample()));
    assert!(!plain(Format::Markdown, &clean()).contains('|'));
}

#[test]
fn job_summaries_fit() {
    let mut run = clean();
    let span = Span::new(SourceId(0), 0..0);
    let message = "<&>".repeat(100);
    run.findings = (0..5_000).map(|_| finding("many", Level::Warning, span, &message)).collect();
    run.findings[4_000].level = Level::Error;
    run.incomplete = vec![Incomplete { path: "x".to_owned(), reason: message, span: None }; 10];
    let text = plain(Format::Markdown, &run);
    assert!(text.len() < 1024 * 1024);
    let last = text.lines().last().unwrap();
    let shown = text.lines().filter(|line| line.contains("<code>many")).count();
    assert_eq!(last, format!("{} more are not shown here.", 5_000 - shown));
    let first = text.lines().find(|line| line.contains("<code>many")).unwrap();
    assert!(first.contains("error"), "{first}");
}

#[test]
fn fixes_of_several_places_stay_together() {
    let mut run = run(&[("a.tf", "x = 1\ny = 2\n"), ("b c.tf", "z")]);
    let mut fix = fix("do it", Safety::Unsafe, place(&run, 0, "1"), "");
    for (id, text) in [(0, "2"), (1, "z")] {
        fix.edits.push(bluelint::finding::Edit {
            span: place(&run, id, text),
            text: "\u{1b}\"".to_owned(),
        });
    }
    let span = place(&run, 0, "x");
    run.findings = vec![Finding { fix: Some(fix), ..finding("f", Level::Error, span, "m") }];
    let fix = &json(Format::Sarif, &run)["runs"][0]["results"][0]["fixes"][0];
    assert_eq!(fix["description"]["text"], "do it (to be confirmed)");
    let changes = fix["artifactChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["replacements"].as_array().unwrap().len(), 2);
    assert_eq!(changes[1]["artifactLocation"]["uri"], "b%20c.tf");
    assert_eq!(changes[1]["replacements"][0]["insertedContent"]["text"], "\u{1b}\"");
    assert_eq!(changes[0]["replacements"][1]["deletedRegion"]["startLine"], 2);
}

#[test]
fn nothing_of_a_file_is_repeated_by_machines() {
    // Files may hold what nobody shall see; only people get frames, and those know what to hide.
    let run = sample();
    assert!(long().contains("yyyy"));
    for format in FORMATS.into_iter().filter(|format| *format != Format::Human) {
        assert!(!plain(format, &run).contains("yyyy"), "{format:?}");
    }
}
