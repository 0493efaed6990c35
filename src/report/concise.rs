//! A run in lines: `path:line:column: level[rule] message`, as editors and problem matchers read it.

use super::Style;
use super::human::incomplete_text;
use super::places::Places;
use super::summary;
use super::text::{one_line, within};
use crate::Run;
use std::io::{self, Write};

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(&run.sources);
    for finding in &run.findings {
        let path = one_line(&run.sources.get(finding.span.source).path);
        // A line that starts with `::` is a command to GitHub.
        let here = if path.trim_start().starts_with("::") { "./" } else { "" };
        let place = places.position(finding.span.source, finding.span.start);
        let (level, rule) = (finding.level.name(), finding.rule);
        let message = one_line(&finding.message);
        // The place tells resources apart, but not the instances of one.
        let is_one = matches!(&*finding.addresses, [only] if !only.ends_with(']'));
        let of = if is_one { String::new() } else { within(finding) };
        let (line, column) = (place.line, place.column);
        writeln!(out, "{here}{path}:{line}:{column}: {level}[{rule}] {message}{of}")?;
    }
    for one in summary::untold(run) {
        writeln!(out, "error: {}", incomplete_text(one, &run.sources))?;
    }
    if !style.quiet {
        writeln!(out, "{}", summary::line(run, style))?;
    }
    Ok(())
}
