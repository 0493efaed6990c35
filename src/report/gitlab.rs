//! A run as GitLab reads it: Code Quality, shown beside the lines of a merge request.

use super::human::incomplete_text;
use super::json::print;
use super::places::Places;
use super::summary;
use super::text::{one_line, within};
use super::top::from_top;
use crate::Run;
use crate::finding::{Finding, Level};
use crate::source::Span;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(&run.sources);
    let mut issues = Vec::new();
    for finding in &run.findings {
        let path = &run.sources.get(finding.span.source).path;
        issues.push(Issue {
            description: description(finding),
            check_name: finding.rule,
            fingerprint: finding.fingerprint.clone(),
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info => "info",
            },
            location: Location { path: bare(run, path), lines: lines(finding.span, &mut places) },
        });
    }
    for one in summary::untold(run) {
        let lines = one.span.map_or(Lines { begin: 1, end: 1 }, |span| lines(span, &mut places));
        issues.push(Issue {
            description: incomplete_text(one, &run.sources),
            check_name: "incomplete",
            fingerprint: digest(&[&one.path, &one.reason]),
            severity: "critical",
            location: Location { path: bare(run, &one.path), lines },
        });
    }
    // GitLab keeps only one of several that share a fingerprint.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for issue in &mut issues {
        let nth = seen.entry(issue.fingerprint.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            issue.fingerprint =
                digest(&[&issue.fingerprint, &issue.location.path, &nth.to_string()]);
        }
    }
    print(&issues, out)
}

/// GitLab does not show the name of the check, so it stands in front.
fn description(finding: &Finding) -> String {
    let mut text = format!("{}: {}{}", finding.rule, one_line(&finding.message), within(finding));
    if let Some(help) = &finding.help {
        let _ = write!(text, "; {}", one_line(help));
    }
    text
}

/// The path as GitLab compares it: from the top of the repository, without `./`.
fn bare<'a>(run: &'a Run, path: &'a str) -> Cow<'a, str> {
    let path = from_top(run, path);
    if path.is_empty() { Cow::Borrowed(".") } else { path }
}

fn lines(span: Span, places: &mut Places<'_>) -> Lines {
    let [begin, end] = [span.start, span.end].map(|at| places.position(span.source, at).line);
    Lines { begin, end }
}

/// Thirty-two hexadecimal digits.
fn digest(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0").as_bytes());
    digest.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
