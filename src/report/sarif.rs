//! A run in SARIF 2.1.0, complete for code scanning on GitHub: rules with their pages, results with
//! their places, the way of the value, and fixes.

mod hash;
mod place;
mod rules;

use self::hash::Hashes;
use self::place::Locator;
use super::Style;
use super::human::incomplete_text;
use super::json::print;
use super::text::{counted, one_line};
use crate::Run;
use crate::finding::{By, Finding, Fix, Level, Safety, Waived};
use crate::node::How;
use crate::source::SourceId;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};

/// Code scanning keeps so many results of a run.
const RESULTS: usize = 5_000;
/// Code scanning keeps so many places of a result.
const PLACES: usize = 100;

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (rules, index) = rules::describe(&run.rules);
    let shown = worst(run);
    let left_out = run.findings.len() + run.waived.len() - shown.len();
    let mut writer = Writer {
        run,
        index,
        places: Locator::new(run),
        hashes: Hashes::new(&run.sources, shown.iter().map(|finding| finding.span)),
    };
    let results: Vec<Value> = shown.into_iter().map(|finding| writer.result(finding)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": run.incomplete.is_empty(),
                "exitCode": style.code,
                "toolExecutionNotifications": writer.notifications(left_out),
            }],
            "results": results,
        }],
    });
    print(&log, out)
}

/// As many findings as are kept, the worst of them, in the order of the places.
fn worst(run: &Run) -> Vec<&Finding> {
    let mut all: Vec<&Finding> = run.findings.iter().chain(&run.waived).collect();
    let place = |one: &Finding| (&run.sources.get(one.span.source).path, one.span.start);
    if !run.waived.is_empty() {
        all.sort_by(|a, b| place(a).cmp(&place(b)));
    }
    let mut list: Vec<(usize, &Finding)> = all.into_iter().enumerate().collect();
    // What counts comes before what does not.
    list.sort_by_key(|(_, one)| (one.waived.is_some(), std::cmp::Reverse(one.level)));
    list.truncate(RESULTS);
    list.sort_by_key(|(at, _)| *at);
    list.into_iter().map(|(_, finding)| finding).collect()
}

/// Why a result does not count.
fn suppression(waived: &Waived) -> Value {
    let kind = if waived.by == By::Comment { "inSource" } else { "external" };
    let why = match waived.by {
        By::Baseline => "in the baseline",
        _ => &waived.reason,
    };
    let mut suppression = json!({ "kind": kind, "status": "accepted" });
    if let Some(suppression) = suppression.as_object_mut().filter(|_| !why.is_empty()) {
        suppression.insert("justification".to_owned(), one_line(why).into());
    }
    suppression
}

struct Writer<'a> {
    run: &'a Run,
    /// Where each rule stands in the list of rules.
    index: HashMap<&'static str, usize>,
    places: Locator<'a>,
    hashes: Hashes,
}

impl Writer<'_> {
    fn result(&mut self, finding: &Finding) -> Value {
        let mut result = json!({
            "ruleId": finding.rule,
            "kind": "fail",
            "level": level(finding.level),
            "message": { "text": message(finding) },
            "locations": [self.location(finding)],
            "partialFingerprints": self.fingerprints(finding),
        });
        let mut add = |name: &str, value: Value| {
            if let Some(result) = result.as_object_mut() {
                result.insert(name.to_owned(), value);
            }
        };
        if let Some(index) = self.index.get(finding.rule) {
            add("ruleIndex", json!(index));
        }
        let labels = finding.labels.iter().take(PLACES).enumerate();
        let labels: Vec<Value> = labels
            .map(|(at, label)| {
                let mut place = self.places.location(label.span, &label.message);
                if let Some(place) = place.as_object_mut() {
                    place.insert("id".to_owned(), json!(at + 1));
                }
                place
            })
            .collect();
        if !labels.is_empty() {
            add("relatedLocations", labels.into());
        }
        if let Some(waived) = &finding.waived {
            add("suppressions", json!([suppression(waived)]));
        }
        if self.run.compared.is_some() {
            let by_baseline = |waived: &Waived| waived.by == By::Baseline;
            let is_known = finding.waived.as_ref().is_some_and(by_baseline);
            add("baselineState", if is_known { "unchanged" } else { "new" }.into());
        }
        if let Some(flow) = self.flow(finding) {
            add("codeFlows", json!([{ "threadFlows": [{ "locations": flow }] }]));
        }
        if let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
            add("fixes", json!([self.fix(fix)]));
        }
        result
    }

    /// The place to edit, and the resources it belongs to.
    fn location(&mut self, finding: &Finding) -> Value {
        let mut location = json!({ "physicalLocation": self.places.physical(finding.span) });
        // The schema lets each stand there but once.
        let mut seen = HashSet::new();
        let addresses = finding.addresses.iter().map(String::as_str);
        let addresses = addresses.filter(|address| !address.is_empty() && seen.insert(*address));
        let logical: Vec<Value> = addresses
            .take(PLACES)
            .map(|address| json!({ "fullyQualifiedName": one_line(address), "kind": "resource" }))
            .collect();
        if let Some(location) = location.as_object_mut().filter(|_| !logical.is_empty()) {
            location.insert("logicalLocations".to_owned(), logical.into());
        }
        location
    }

    fn fingerprints(&self, finding: &Finding) -> Value {
        let mut all = Map::new();
        if let Some(hash) = self.hashes.get(finding.span) {
            all.insert("primaryLocationLineHash".to_owned(), hash.into());
        }
        all.insert("bluelint/v1".to_owned(), finding.fingerprint.as_str().into());
        all.into()
    }

    /// The way of the value from where it is written to the resource, if it took one.
    fn flow(&mut self, finding: &Finding) -> Option<Vec<Value>> {
        let steps = finding.trail.steps().map(|step| (step.span, way(&step.how)));
        let is_told = finding.trail.steps().next().is_some_and(|step| step.span == finding.span);
        let start = (!is_told).then(|| (finding.span, "the value".to_owned()));
        let stations: Vec<_> = start.into_iter().chain(steps).take(PLACES).collect();
        (stations.len() > 1).then(|| {
            let stations = stations.iter();
            stations
                .map(|(span, text)| json!({ "location": self.places.location(*span, text) }))
                .collect()
        })
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let mut files: BTreeMap<SourceId, Vec<Value>> = BTreeMap::new();
        for edit in &fix.edits {
            let replacement = json!({
                "deletedRegion": self.places.region(edit.span),
                "insertedContent": { "text": edit.text },
            });
            files.entry(edit.span.source).or_default().push(replacement);
        }
        let changes = files.into_iter().map(|(id, replacements)| {
            json!({ "artifactLocation": self.places.artifact(id), "replacements": replacements })
        });
        let changes: Vec<Value> = changes.collect();
        let (safety, doubt) = match fix.safety {
            Safety::Safe => ("safe", ""),
            Safety::Unsafe => ("unsafe", " (to be confirmed)"),
        };
        json!({
            "description": { "text": format!("{}{doubt}", unlinked(&fix.title)) },
            "artifactChanges": changes,
            "properties": { "safety": safety },
        })
    }

    /// What could not be checked, and how much is left out.
    fn notifications(&mut self, left_out: usize) -> Vec<Value> {
        let mut list = Vec::new();
        for one in &self.run.incomplete {
            let text = unlinked(&incomplete_text(one, &self.run.sources));
            let mut notification = json!({ "level": "error", "message": { "text": text } });
            let place = match one.span {
                Some(span) => Some(self.places.physical(span)),
                None => self.places.file(&one.path),
            };
            if let Some((place, notification)) = place.zip(notification.as_object_mut()) {
                let locations = json!([{ "physicalLocation": place }]);
                notification.insert("locations".to_owned(), locations);
            }
            list.push(notification);
        }
        if left_out > 0 {
            let text = format!(
                "{} left out: code scanning keeps {RESULTS} results, and the worst are here",
                counted(left_out, "finding")
            );
            list.push(json!({ "level": "warning", "message": { "text": text } }));
        }
        list
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// What is wrong, what to do, and where else, a line each. The first line is the title of an alert.
fn message(finding: &Finding) -> String {
    let mut lines = vec![unlinked(&finding.message)];
    if let Some(help) = &finding.help {
        lines.push(format!("help: {}", unlinked(help)));
    }
    if finding.addresses.len() > 1 {
        let listed: Vec<&str> = finding.addresses.iter().take(PLACES).map(String::as_str).collect();
        let more = match finding.addresses.len() - listed.len() {
            0 => String::new(),
            more => format!(" (+{more} more)"),
        };
        lines.push(format!("in: {}{more}", unlinked(&listed.join(", "))));
    }
    lines.join("\n")
}

/// Text on one line in which nothing is a link: SARIF makes one of `[text](target)`.
fn unlinked(text: &str) -> String {
    one_line(text).replace("](", "] (")
}

fn way(how: &How) -> String {
    match how {
        How::Default(name) => format!("default of the variable `{name}`"),
        How::Set(name) => format!("set for the variable `{name}`"),
        How::Admitted(name) => format!("admitted by the variable `{name}`"),
        How::Local(name) => format!("value of the local `{name}`"),
        How::Passed(module) => format!("passed to `{module}`"),
        How::Output(name) => format!("output `{name}`"),
        How::Used => "used here".to_owned(),
    }
}
