//! A run as GitHub reads it: workflow commands, which become annotations beside the lines of a
//! pull request. GitHub shows about ten of them per step, so the worst come first.

use super::Style;
use super::human::incomplete_text;
use super::places::Places;
use super::summary;
use super::text::one_line;
use super::top::from_top;
use crate::Run;
use crate::finding::{Finding, Level};
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(&run.sources);
    for one in summary::untold(run) {
        let text = one_line(&incomplete_text(one, &run.sources)).into_owned();
        let is_file = run.sources.iter().any(|(_, source)| source.path == one.path);
        let mut properties = String::new();
        if is_file {
            let _ = write!(properties, "file={},", property(&from_top(run, &one.path)));
        }
        if let Some(span) = one.span {
            let place = places.position(span.source, span.start);
            let _ = write!(properties, "line={},col={},", place.line, place.column);
        }
        writeln!(out, "::error {properties}title=bluelint::{}", data(&text))?;
    }
    let mut findings: Vec<&Finding> = run.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    for finding in findings {
        write_finding(finding, run, &mut places, out)?;
    }
    if !style.quiet {
        writeln!(out, "{}", summary::line(run, &Style { color: false, ..*style }))?;
    }
    Ok(())
}

fn write_finding(
    finding: &Finding,
    run: &Run,
    places: &mut Places<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let file = property(&from_top(run, &run.sources.get(finding.span.source).path));
    let title = property(&format!("bluelint({})", finding.rule));
    let start = places.position(finding.span.source, finding.span.start);
    let end = places.position(finding.span.source, finding.span.end);
    let mut place = format!("line={},col={},endLine={}", start.line, start.column, end.line);
    // GitHub takes columns only where start and end are on one line.
    if start.line == end.line {
        let _ = write!(place, ",endColumn={}", end.column);
    }
    let mut text = one_line(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        let _ = write!(text, "\nhelp: {}", one_line(help));
    }
    if finding.addresses.len() > 1 {
        let _ = write!(text, "\nin: {}", one_line(&finding.addresses.join(", ")));
    }
    writeln!(out, "::{command} file={file},{place},title={title}::{}", data(&text))
}

/// What follows the second `::`, where a line break would start a new command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property. What GitHub cannot take in any form is spelled out.
fn property(text: &str) -> String {
    let text = data(text).replace(':', "%3A").replace(',', "%2C");
    one_line(&text).into_owned()
}
