//! Names and values that would like to be something else than text.

use super::{FORMATS, finding, fix, label, run, written};
use bluelint::finding::{Finding, Level, Safety};
use bluelint::report::{Format, Style};
use bluelint::source::{SourceId, Span};
use bluelint::{Incomplete, Run};
use serde_json::Value;

/// What terminals, GitHub, Markdown, HTML, XML, JSON and SARIF listen to.
const WORDS: [&str; 12] = [
    "\n::error::x",
    "\r\n##[error]",
    "\u{1b}[2J\u{9b}1m\u{7}\u{202e}\u{2028}\u{feff}",
    "</failure></testcase><testcase name=\"x\">",
    "]]><!-- <![CDATA[ &lt; &#10; <?x?>",
    "\" onload=\"x\" y='z' \\",
    "| a | b |\n|---|---|",
    "**b** _i_ ~~s~~ [l](http://e.example) ![i](https://e.example/x) <img src=x>",
    "`</code><script>` @somebody #1 $x$ www.e.example",
    "{\"rule\":\"x\"},\0\u{ffff}\u{fffe}",
    "[a](1) {0} {{",
    "``` ```\n# h\n- l",
];

/// A run in which everything that a file can have a say in says all of it.
pub(super) fn hostile() -> Run {
    let all = WORDS.concat();
    let path = format!("::error::x/{all}.tf");
    let mut run = run(&[(&path, &all)]);
    let span = Span::new(SourceId(0), 3..9);
    let one = |message: &str| Finding {
        help: Some(message.to_owned()),
        paste: Some(message.to_owned()),
        labels: vec![label(span, message)],
        addresses: vec![message.to_owned(), message.to_owned()],
        fix: Some(fix(message, Safety::Safe, span, message)),
        ..finding("hostile", Level::Warning, span, message)
    };
    run.findings = WORDS.into_iter().chain([all.as_str()]).map(one).collect();
    let info = Finding { level: Level::Info, ..one(&all) };
    run.findings.push(info);
    for span in [None, Some(Span::new(SourceId(0), 0..1))] {
        run.incomplete.push(Incomplete { path: path.clone(), reason: all.clone(), span });
    }
    run.incomplete.push(Incomplete { path: String::new(), reason: all, span: None });
    run
}

fn plain(format: Format) -> String {
    written(format, &hostile(), &Style::default())
}

#[test]
fn nothing_steers_a_terminal_or_a_log() {
    for format in FORMATS {
        let text = plain(format);
        let hidden = |c: char| {
            c != '\n' && c.is_control()
                || ['\u{202e}', '\u{2028}', '\u{feff}', '\u{9b}'].contains(&c)
        };
        assert_eq!(text.find(hidden), None, "{format:?}");
        // The old form of a command counts wherever it stands in a line.
        assert!(!text.contains("##["), "{format:?}");
        for line in text.lines().filter(|line| line.trim_start().starts_with("::")) {
            assert_eq!(format, Format::Github, "{line}");
            assert!(
                line.starts_with("::error ")
                    || line.starts_with("::warning ")
                    || line.starts_with("::notice ")
            );
        }
    }
}

#[test]
fn lines_stay_lines() {
    let run = hostile();
    let all = run.findings.len() + run.incomplete.len();
    assert_eq!(plain(Format::Concise).lines().count(), all + 1);
    assert_eq!(plain(Format::Ndjson).lines().count(), all + 1);
}

#[test]
fn json_holds_every_letter() {
    let run = hostile();
    for format in [Format::Json, Format::Sarif, Format::Gitlab] {
        serde_json::from_str::<Value>(&plain(format)).unwrap();
    }
    let path = &run.sources.get(SourceId(0)).path;
    for (line, finding) in plain(Format::Ndjson).lines().zip(&run.findings) {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["message"], finding.message.as_str());
        assert_eq!(line["path"], path.as_str());
    }
}

#[test]
fn sarif_has_no_links_and_plain_addresses() {
    let log: Value = serde_json::from_str(&plain(Format::Sarif)).unwrap();
    let mut open = vec![(String::new(), &log)];
    let mut seen = 0;
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list.iter().map(|one| (name.clone(), one))),
            Value::Object(map) if name != "insertedContent" && name != "help" => {
                open.extend(map.iter().map(|(key, one)| (key.clone(), one)));
            }
            Value::String(text) if name == "text" => {
                assert!(!text.contains("]("), "{text}");
            }
            Value::String(text) if name == "uri" => {
                seen += 1;
                let allowed =
                    |c: char| c.is_ascii_alphanumeric() || "-._~/!$&'()*+,;=@%".contains(c);
                assert!(text.chars().all(allowed), "{text}");
                assert!(text.starts_with("%3A%3Aerror%3A%3Ax/%0A%3A%3A"), "{text}");
            }
            _ => {}
        }
    }
    assert!(seen > 20);
}

/// The elements of a document with their attributes as they are spelled, and its texts; fails
/// where a parser would.
fn elements(xml: &str) -> (Vec<(String, Vec<String>)>, String) {
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let (mut found, mut open, mut texts) = (Vec::new(), Vec::new(), String::new());
    while let Some((text, tag)) = rest.split_once('<') {
        texts.push_str(text);
        let (tag, after) = tag.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let parts: Vec<&str> = attributes.split('"').collect();
        assert_eq!(parts.len() % 2, 1, "{tag}");
        let keys = parts.iter().step_by(2).filter(|key| !key.is_empty());
        let keys = keys.map(|key| key.trim().strip_suffix('=').unwrap().to_owned()).collect();
        if !is_empty {
            open.push(name.to_owned());
        }
        found.push((name.to_owned(), keys));
    }
    assert!(open.is_empty() && rest == "\n", "{open:?}");
    for (at, _) in xml.match_indices('&') {
        let entity = xml[at..].split_inclusive(';').next().unwrap();
        assert!(
            ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#91;"].contains(&entity),
            "{entity}"
        );
    }
    assert!(!xml.contains(['\0', '\u{fffe}', '\u{ffff}']) && !texts.contains("]]>"));
    (found, texts)
}

#[test]
fn xml_stays_what_it_is() {
    // The attributes are those of the schema `junit-10`.
    let junit = [
        ("testsuites", "name tests failures errors time"),
        ("testsuite", "name tests failures errors file"),
        ("testcase", "name classname"),
        ("failure", "message type"),
        ("error", "message type"),
        ("system-out", ""),
    ];
    let checkstyle = [
        ("checkstyle", "version"),
        ("file", "name"),
        ("error", "line column severity message source"),
    ];
    for (format, shape) in [(Format::Junit, &junit[..]), (Format::Checkstyle, &checkstyle)] {
        let (found, texts) = elements(&plain(format));
        for (name, keys) in &found {
            let (_, expected) = shape.iter().find(|(known, _)| known == name).unwrap();
            assert_eq!(keys.join(" "), *expected, "{name}");
        }
        let (run, count) = (hostile(), |name| found.iter().filter(|one| one.0 == name).count());
        let cases = if format == Format::Junit {
            assert!(texts.contains("&lt;/failure&gt;&lt;/testcase&gt;"));
            assert_eq!(count("failure"), run.findings.len() - 1);
            assert_eq!(count("system-out"), 1);
            count("testcase")
        } else {
            count("error")
        };
        assert_eq!(cases, run.findings.len() + run.incomplete.len());
    }
}

#[test]
fn markdown_stays_a_table() {
    let text = plain(Format::Markdown);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), hostile().findings.len() + 2);
    for row in &rows {
        assert_eq!(row.matches('|').count(), 5, "{row}");
    }
    let mut bare = text.replace("## bluelint", "").replace("### ", "");
    for tag in ["<code>", "</code>", "<br>"] {
        bare = bare.replace(tag, "");
    }
    assert_eq!(
        bare.find(['<', '>', '`', '*', '_', '[', ']', '\\', '@', '$', '~', '"', '!', ':']),
        None
    );
    let entities = bare.replace("&#", "");
    assert!(!entities.contains(['&', '#']) && !bare.contains("www."));
    let open = text.matches("<code>").count();
    assert_eq!(open, text.matches("</code>").count());
}
