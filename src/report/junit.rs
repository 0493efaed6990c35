//! A run as a test report, as the schema `junit-10` of Jenkins has it: a suite for each file, a failed case for each finding. A clean run has one
//! case, for some systems take a report without cases for a failure.

use super::human::incomplete_text;
use super::places::Places;
use super::text::one_line;
use super::xml::Xml;
use crate::finding::{By, Finding, Level};
use crate::{Incomplete, Run};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What a case is about.
enum Case<'a> {
    Found(&'a Finding),
    Unchecked(&'a Incomplete),
}

impl Case<'_> {
    fn is_failure(&self) -> bool {
        matches!(self, Self::Found(finding) if finding.level > Level::Info && finding.waived.is_none())
    }

    fn is_error(&self) -> bool {
        matches!(self, Self::Unchecked(_))
    }
}

pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for finding in run.findings.iter().chain(&run.waived) {
        let path = run.sources.get(finding.span.source).path.as_str();
        suites.entry(path).or_default().push(Case::Found(finding));
    }
    // Also what a finding tells: whoever counts shall see the number that people see.
    for one in &run.incomplete {
        let name = if one.path.is_empty() { "bluelint" } else { one.path.as_str() };
        suites.entry(name).or_default().push(Case::Unchecked(one));
    }
    let all = || suites.values().flatten();
    let tests = all().count().max(1).to_string();
    let failures = all().filter(|case| case.is_failure()).count().to_string();
    let errors = all().filter(|case| case.is_error()).count().to_string();
    let time = format!("{:.3}", run.elapsed.as_secs_f64());
    let mut xml = Xml::new(out)?;
    let counts = [
        ("name", "bluelint"),
        ("tests", &*tests),
        ("failures", &*failures),
        ("errors", &*errors),
        ("time", &*time),
    ];
    xml.open("testsuites", &counts)?;
    let mut places = Places::new(&run.sources);
    for (path, cases) in &suites {
        suite(path, cases, run, &mut places, &mut xml)?;
    }
    if suites.is_empty() {
        let counts = [("name", "bluelint"), ("tests", "1"), ("failures", "0"), ("errors", "0")];
        xml.open("testsuite", &counts)?;
        xml.empty("testcase", &[("name", "no problems"), ("classname", "bluelint")])?;
        xml.close()?;
    }
    xml.close()
}

fn suite(
    path: &str,
    cases: &[Case<'_>],
    run: &Run,
    places: &mut Places<'_>,
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    let failures = cases.iter().filter(|case| case.is_failure()).count().to_string();
    let errors = cases.iter().filter(|case| case.is_error()).count().to_string();
    let tests = cases.len().to_string();
    let counts = [
        ("name", path),
        ("tests", &*tests),
        ("failures", &*failures),
        ("errors", &*errors),
        ("file", path),
    ];
    xml.open("testsuite", &counts)?;
    for case in cases {
        let (name, span) = match case {
            Case::Found(finding) => (title(finding), Some(finding.span)),
            Case::Unchecked(one) => ("could not be checked".to_owned(), one.span),
        };
        let place = span.map(|span| places.position(span.source, span.start));
        let place = place.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        xml.open("testcase", &[("name", &*name), ("classname", path)])?;
        match case {
            Case::Found(Finding { waived: Some(waived), .. }) => {
                let why = match waived.by {
                    By::Baseline => "in the baseline",
                    _ if waived.reason.is_empty() => "suppressed",
                    _ => &waived.reason,
                };
                xml.text("skipped", &[("message", why)], "")?;
            }
            Case::Found(finding) if finding.level == Level::Info => {
                xml.text("system-out", &[], &text(finding, path, &place))?;
            }
            Case::Found(finding) => {
                let with = [("message", &*finding.message), ("type", finding.level.name())];
                xml.text("failure", &with, &text(finding, path, &place))?;
            }
            Case::Unchecked(one) => {
                let text = incomplete_text(one, &run.sources);
                xml.text("error", &[("message", &*text), ("type", "incomplete")], "")?;
            }
        }
        xml.close()?;
    }
    xml.close()
}

/// The rule and the resource: a name that stays when lines move.
fn title(finding: &Finding) -> String {
    match finding.addresses.first().filter(|address| !address.is_empty()) {
        Some(address) => format!("{}: {address}", finding.rule),
        None => finding.rule.to_owned(),
    }
}

fn text(finding: &Finding, path: &str, place: &str) -> String {
    let mut lines = vec![
        format!("{}[{}]: {}", finding.level.name(), finding.rule, one_line(&finding.message)),
        format!("at: {}{place}", one_line(path)),
    ];
    if let Some(help) = &finding.help {
        lines.push(format!("help: {}", one_line(help)));
    }
    if finding.addresses.len() > 1 {
        lines.push(format!("in: {}", one_line(&finding.addresses.join(", "))));
    }
    lines.join("\n")
}
