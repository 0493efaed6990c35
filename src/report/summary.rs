//! The last line: how much was looked at, what came of it, how long it took.

use super::Style;
use super::ink::Ink;
use super::text::counted;
use crate::finding::{By, Finding, Level, Waived};
use crate::fix::fixable;
use crate::source::Span;
use crate::{Incomplete, Run};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::Duration;

/// What could not be checked and is not told by a finding at the same place.
pub(super) fn untold(run: &Run) -> impl Iterator<Item = &Incomplete> {
    let told: HashSet<Span> = run.findings.iter().map(|finding| finding.span).collect();
    run.incomplete.iter().filter(move |one| one.span.is_none_or(|span| !told.contains(&span)))
}

/// How many findings there are of `level`.
pub(super) fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

/// How many findings are not held against anybody, because the baseline knows them or not.
pub(super) fn waived(run: &Run, by_baseline: bool) -> usize {
    let is_it = |waived: &Waived| (waived.by == By::Baseline) == by_baseline;
    run.waived.iter().filter(|one| one.waived.as_ref().is_some_and(is_it)).count()
}

/// One line, as people read it.
pub(super) fn line(run: &Run, style: &Style) -> String {
    let mut line = String::new();
    if run.fixed > 0 {
        let fixed = format!("fixed {}", counted(run.fixed, "finding"));
        let _ = write!(line, "{}; ", Ink::Good.paint(style.color, &fixed));
    }
    line.push_str(&verdict(run, style));
    if run.files > 0 {
        let _ = write!(line, " ({}) in {}", looked_at(run, style), time(run.elapsed));
    }
    if let Some((level, hidden)) = style.hidden.filter(|(_, hidden)| *hidden > 0) {
        let hidden = counted(hidden, "finding");
        let _ = write!(line, "; {hidden} below {} not shown", level.name());
    }
    for (count, what) in
        [(waived(run, false), "suppressed"), (waived(run, true), "in the baseline")]
    {
        if count > 0 {
            let _ = write!(line, "; {count} {what}");
        }
    }
    let how = match fixable(run) {
        (0, 0) => return line,
        (0, guesses) => format!("{guesses} can be fixed with --fix --unsafe-fixes"),
        (safe, 0) => format!("{safe} can be fixed with --fix"),
        (safe, guesses) => {
            format!("{safe} can be fixed with --fix, {guesses} more with --unsafe-fixes")
        }
    };
    let _ = write!(line, "; {how}");
    line
}

fn verdict(run: &Run, style: &Style) -> String {
    let found = [Level::Error, Level::Warning, Level::Info].into_iter().filter_map(|level| {
        let count = count(&run.findings, level);
        let text = match level {
            Level::Info => format!("{count} info"),
            level => counted(count, level.name()),
        };
        (count > 0).then(|| Ink::of(level).paint(style.color, &text))
    });
    let found = found.collect::<Vec<_>>().join(", ");
    let files = counted(run.files, "file");
    let incomplete = run.incomplete.len();
    if incomplete > 0 {
        let lost = counted(incomplete, "thing");
        let lost = format!("{lost} could not be checked");
        let lost = Ink::Error.paint(style.color, &lost);
        let found = if found.is_empty() { "nothing".to_owned() } else { found };
        format!("found {found} in {files}, but {lost}")
    } else if !found.is_empty() {
        let hit = super::human::files(&run.findings);
        format!("found {found} in {hit} of {files}")
    } else if let Some((level, _)) = style.hidden.filter(|(_, hidden)| *hidden > 0) {
        format!("nothing at or above {} in {files}", level.name())
    } else if run.files > 0 {
        format!("{} in {files}", Ink::Good.paint(style.color, "no problems"))
    } else {
        let where_ = match run.skipped {
            0 => "here".to_owned(),
            skipped => format!("among {}", counted(skipped, "file")),
        };
        format!("nothing to check: no authorization policy, endpoint gateway or Terraform {where_}")
    }
}

fn looked_at(run: &Run, style: &Style) -> String {
    let ours = [(run.model.policies.len(), "policy"), (run.model.gateways.len(), "gateway")];
    let ours = ours.into_iter().filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = ours.map(|(count, noun)| counted(count, noun)).collect();
    if parts.is_empty() {
        parts.push("no policy or gateway".to_owned());
    }
    parts.push(counted(run.rules.len(), "rule"));
    if run.unresolved > 0 {
        let which = if style.unresolved { "" } else { ": --show-unresolved lists them" };
        let which = Ink::Dim.paint(style.color, which);
        parts.push(format!("{} not known{which}", counted(run.unresolved, "value")));
    }
    if run.skipped > 0 {
        parts.push(format!("{} skipped", counted(run.skipped, "file")));
    }
    parts.join(", ")
}

fn time(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(10) {
        format!("{} ms", elapsed.as_millis().max(1))
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}
