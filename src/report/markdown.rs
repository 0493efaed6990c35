//! A run in Markdown, for the summary of a job: how it went, and a table with the worst first. What
//! comes from files is shown to the letter, whatever it would mean in Markdown or HTML.

use super::Style;
use super::human::incomplete_text;
use super::places::Places;
use super::summary;
use super::text::{counted, one_line};
use crate::Run;
use crate::finding::{Finding, Level};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A summary on GitHub holds 1 MiB; what is said of one finding may be long.
const MOST: usize = 700 * 1024;

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let line = summary::line(run, &Style { color: false, ..*style });
    writeln!(out, "## bluelint\n\n{}", escape(&line))?;
    let mut left = MOST;
    if !run.incomplete.is_empty() {
        let text = format!("{} could not be checked", counted(run.incomplete.len(), "thing"));
        writeln!(out, "\n### \u{2757} {text}\n")?;
        let row = |one| format!("- {}\n", escape(&incomplete_text(one, &run.sources)));
        let rows = run.incomplete.iter().map(row);
        rows_into(rows, &mut left, out)?;
    }
    if run.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| level | rule | place | what |\n|---|---|---|---|")?;
    let mut places = Places::new(&run.sources);
    let mut findings: Vec<&Finding> = run.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    rows_into(findings.iter().map(|finding| row(finding, run, &mut places)), &mut left, out)
}

/// Writes as many rows as there is room for, and says how many there are more.
fn rows_into(
    rows: impl Iterator<Item = String>,
    left: &mut usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut more = 0;
    for row in rows {
        if more > 0 || row.len() > *left {
            more += 1;
            continue;
        }
        *left -= row.len();
        out.write_all(row.as_bytes())?;
    }
    if more > 0 {
        writeln!(out, "\n{more} more are not shown here.")?;
    }
    Ok(())
}

fn row(finding: &Finding, run: &Run, places: &mut Places<'_>) -> String {
    let sign = match finding.level {
        Level::Error => "\u{274c}",
        Level::Warning => "\u{26a0}\u{fe0f}",
        Level::Info => "\u{2139}\u{fe0f}",
    };
    let place = places.position(finding.span.source, finding.span.start);
    let path = &run.sources.get(finding.span.source).path;
    let place = code(&format!("{path}:{}:{}", place.line, place.column));
    let mut text = prose(&finding.message);
    if let Some(help) = &finding.help {
        let _ = write!(text, "<br>{}", prose(help));
    }
    if let Some(address) = finding.addresses.first().filter(|address| !address.is_empty()) {
        let _ = write!(text, "<br>{}", code(address));
        if let more @ 1.. = finding.addresses.len() - 1 {
            let _ = write!(text, " (+{more} more)");
        }
    }
    let (level, rule) = (finding.level.name(), code(finding.rule));
    format!("| {sign} {level} | {rule} | {place} | {text} |\n")
}

/// A sentence; what stands between backticks becomes code.
fn prose(text: &str) -> String {
    if text.matches('`').count() % 2 == 1 {
        return escape(text);
    }
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { escape(part) }).collect()
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text that is text in a table, in a list and within an HTML element. An entity is never taken for
/// a sign of Markdown, nor for the start of a link or a formula.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in one_line(text).chars() {
        match c {
            // They mean nothing in the middle of a line.
            ' ' | '-' | '+' | ',' | ';' | '.' | '(' | ')' | '/' | '?' | '%' | '=' | '\'' => {
                out.push(c);
            }
            c if c.is_ascii_alphanumeric() || !c.is_ascii() => out.push(c),
            c => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
        }
    }
    // `www.` alone makes a link.
    out.replace("www.", "www&#46;").replace("WWW.", "WWW&#46;")
}
