//! A run as programs read it: the stable JSON. Lines and columns count from 1, columns in Unicode
//! scalar values, offsets in bytes. A finding that stands for several resources has `addresses`
//! beside `address`, which is the first of them.

use super::Style;
use super::places::Places;
use super::statistics::{self, Count};
use super::text::escape_json;
use super::unresolved::{self, Unresolved};
use crate::finding::{Edit, Finding, Fix, Label, Level, Safety};
use crate::source::{SourceId, Span};
use crate::{Incomplete, Run};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Vec<Count>>,
    findings: Vec<FoundJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unresolved: Option<Vec<Unresolved<'a>>>,
    incomplete: Vec<IncompleteJson<'a>>,
}

/// Which program speaks.
#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// What was looked at and what came of it, in numbers.
#[derive(Serialize)]
pub(super) struct Summary {
    files: usize,
    skipped: usize,
    resources: usize,
    rules: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baselined: usize,
    fixed: usize,
    unresolved: usize,
}

/// A place in a file.
#[derive(Serialize)]
pub(super) struct PlaceJson {
    line: usize,
    column: usize,
    offset: u32,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct FoundJson<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paste: Option<&'a str>,
    path: &'a str,
    start: PlaceJson,
    end: PlaceJson,
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addresses: Option<&'a [String]>,
    labels: Vec<LabelJson<'a>>,
    fix: Option<FixJson<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    path: &'a str,
    start: PlaceJson,
    end: PlaceJson,
    message: &'a str,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Something that could not be checked.
#[derive(Serialize)]
pub(super) struct IncompleteJson<'a> {
    path: &'a str,
    reason: &'a str,
    start: Option<PlaceJson>,
}

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::new(run);
    let report = Report {
        version: 1,
        tool: Tool::new(),
        summary: Summary::new(run),
        statistics: style.statistics.then(|| statistics::counts(run)),
        findings: run.findings.iter().map(|finding| writer.finding(finding)).collect(),
        unresolved: style.unresolved.then(|| unresolved::list(run, &mut writer)),
        incomplete: writer.incomplete(),
    };
    print(&report, out)
}

impl Tool {
    pub(super) fn new() -> Self {
        Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

impl Summary {
    pub(super) fn new(run: &Run) -> Self {
        let count = |level| super::summary::count(&run.findings, level);
        Self {
            files: run.files,
            skipped: run.skipped,
            resources: run.model.resources().count(),
            rules: run.rules.len(),
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            infos: count(Level::Info),
            suppressed: super::summary::waived(run, false),
            baselined: super::summary::waived(run, true),
            fixed: run.fixed,
            unresolved: run.unresolved,
        }
    }
}

/// Writes `value` as JSON on several lines.
pub(crate) fn print(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    out.write_all(escape_json(&text).as_bytes())?;
    out.write_all(b"\n")
}

/// Knows the files.
pub(super) struct Writer<'a> {
    run: &'a Run,
    places: Places<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(run: &'a Run) -> Self {
        Self { run, places: Places::new(&run.sources) }
    }

    pub(super) fn path(&self, id: SourceId) -> &'a str {
        &self.run.sources.get(id).path
    }

    pub(super) fn ends(&mut self, span: Span) -> [PlaceJson; 2] {
        [span.start, span.end].map(|offset| {
            let place = self.places.position(span.source, offset);
            PlaceJson { line: place.line, column: place.column, offset }
        })
    }

    pub(super) fn incomplete(&mut self) -> Vec<IncompleteJson<'a>> {
        let run = self.run;
        let one = |one: &'a Incomplete| IncompleteJson {
            path: &one.path,
            reason: &one.reason,
            start: one.span.map(|span| {
                let [start, _] = self.ends(span);
                start
            }),
        };
        run.incomplete.iter().map(one).collect()
    }

    pub(super) fn finding(&mut self, finding: &'a Finding) -> FoundJson<'a> {
        let [start, end] = self.ends(finding.span);
        let several = finding.addresses.len() > 1;
        FoundJson {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            paste: finding.paste.as_deref(),
            path: self.path(finding.span.source),
            start,
            end,
            address: finding.addresses.first().map(String::as_str),
            addresses: several.then_some(finding.addresses.as_slice()),
            labels: finding.labels.iter().map(|label| self.label(label)).collect(),
            fix: finding.fix.as_ref().map(|fix| self.fix(fix)),
            fingerprint: &finding.fingerprint,
        }
    }

    fn label(&mut self, label: &'a Label) -> LabelJson<'a> {
        let [start, end] = self.ends(label.span);
        LabelJson { path: self.path(label.span.source), start, end, message: &label.message }
    }

    fn fix(&self, fix: &'a Fix) -> FixJson<'a> {
        let edit = |edit: &'a Edit| EditJson {
            path: self.path(edit.span.source),
            start: edit.span.start,
            end: edit.span.end,
            text: &edit.text,
        };
        FixJson {
            title: &fix.title,
            safety: match fix.safety {
                Safety::Safe => "safe",
                Safety::Unsafe => "unsafe",
            },
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}
