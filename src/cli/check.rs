//! `bluelint check`: a run, its report and the exit code.

use super::args::Check;
use super::{FOUND, INCOMPLETE, Session, Stop, WELL, input, select};
use crate::finding::Level;
use crate::report::{self, Style};

/// Checks, reports and judges.
pub(super) fn run(check: &Check, session: &mut Session<'_>) -> Result<u8, Stop> {
    let rules = select::select(session.rules, &check.select, &check.ignore)?;
    let (shown, failing) = (Level::from(check.min_severity), Level::from(check.fail_on));
    let mut run = input::run(&check.input, &rules, shown.min(failing), session)?;
    let bad = run.findings.iter().any(|finding| finding.level >= failing);
    let all = run.findings.len();
    run.findings.retain(|finding| finding.level >= shown);
    let style = Style {
        color: session.color(&check.look),
        ascii: session.env.term_is_dumb,
        verbose: check.look.verbose,
        quiet: check.quiet,
        hidden: Some((shown, all - run.findings.len())),
    };
    session.print(|out| report::write(check.format.into(), &run, &style, out))?;
    for note in run.notes.iter().filter(|note| note.always || check.look.verbose) {
        if !check.quiet {
            session.note(&note.text, &check.look);
        }
    }
    let incomplete = !run.incomplete.is_empty() && !check.input.allow_incomplete;
    Ok(match (check.exit_zero, incomplete, bad) {
        (true, _, _) | (_, false, false) => WELL,
        (_, true, _) => INCOMPLETE,
        (_, false, true) => FOUND,
    })
}
