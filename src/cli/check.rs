//! `bluelint check`: a run, its report and the exit code; with `--fix` what is mended before.

use super::args::{self, Check};
use super::input::Job;
use super::outputs::Output;
use super::{
    FOUND, INCOMPLETE, Session, Stop, WELL, baseline, config, files, input, patch, progress,
    settings, since,
};
use crate::Run;
use crate::baseline::Baseline;
use crate::config::SHOWN;
use crate::disk::Entry;
use crate::finding::{Finding, Level};
use crate::fix::{Changed, Mended, Wanted};
use crate::report::text::one_line;
use crate::report::{self, Format, Style};
use crate::rule::Rule;
use crate::suppress::add::Reason;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Checks, reports and judges.
pub(super) fn run(check: &Check, session: &mut Session<'_>) -> Result<u8, Stop> {
    if check.fixes.unsafe_fixes && !(check.fixes.fix || check.fixes.diff) {
        let text =
            "--unsafe-fixes says which fixes --fix applies and --diff shows; add one of them";
        return Err(Stop::Usage(text.to_owned()));
    }
    let check = &mut check.clone();
    let rules: Vec<&Rule> = session.rules.iter().collect();
    let (asked, below) = (since::ask(check, session)?, session.disk);
    let staged = asked.as_ref().and_then(|asked| asked.staged(below));
    let disk = staged.as_deref().unwrap_or(below);
    let loaded = config::of_check(check, disk, session)?;
    if check.show_settings {
        return settings::show(&loaded, check, session);
    }
    config::complete(check, &loaded.main);
    counts_and_lists(check)?;
    let known = baseline::of(check, &loaded.main, disk, session)?;
    let mut job = input::open(&check.input, &rules, loaded.configs, Level::Info, session)?;
    if progress::is_wanted(session.env, check.quiet) {
        job.settings.progress = Some(Arc::default());
    }
    if let Some(asked) = &asked {
        since::narrow(asked, staged, check, &mut job, session)?;
    }
    if check.tell.show_files {
        return files::run(check, &job, session);
    }
    if let Some(reason) = &check.fixes.add_ignores {
        return add_ignores(check, &job, reason, session);
    }
    let wanted = Wanted { unsafe_too: check.fixes.unsafe_fixes, level: Level::Info };
    if check.fixes.diff {
        let mended = job.mend(wanted)?;
        return show_patch(check, &mended, session);
    }
    if !check.fixes.fix {
        return report(check, job.lint()?, known.as_ref(), false, session);
    }
    let mended = job.mend(wanted)?;
    if let Some(stdin) = &job.stdin {
        // Whoever put bluelint into a pipe waits for the text, whether it was mended or not.
        let text = mended.changed.first().map_or(&*stdin.bytes, |file| file.new.as_bytes());
        session.print(|out| out.write_all(text))?;
        return report(check, mended.run, known.as_ref(), true, session);
    }
    let (run, written) = write(&job, mended, session)?;
    let code = report(check, run, known.as_ref(), false, session)?;
    Ok(if written || check.exit_zero { code } else { INCOMPLETE })
}

/// Whether there is a report that has what is asked for.
fn counts_and_lists(check: &Check) -> Result<(), Stop> {
    let with = |output: &Output| matches!(output.format, args::Format::Human | args::Format::Json);
    let asked = [
        ("--statistics", check.tell.statistics),
        ("--show-unresolved", check.tell.show_unresolved),
    ];
    match asked.iter().find(|(_, asked)| *asked) {
        Some((flag, _)) if !check.outputs.iter().any(with) => {
            let text = format!("{flag} is for people and for `-f json`; other reports lack it");
            Err(Stop::Usage(text))
        }
        _ => Ok(()),
    }
}

/// Suppresses what is found, and reports what is left.
fn add_ignores(
    check: &Check,
    job: &Job<'_>,
    reason: &str,
    session: &mut Session<'_>,
) -> Result<u8, Stop> {
    let reason = Reason::parse(reason);
    let reason = reason.map_err(|error| Stop::Usage(format!("--add-ignores: {error}")))?;
    let mended = job.suppress(&reason, check.config.isolated)?;
    if check.fixes.diff {
        return show_patch(check, &mended, session);
    }
    let (run, written) = write(job, mended, session)?;
    let code = report(check, run, None, false, session)?;
    Ok(if written || check.exit_zero { code } else { INCOMPLETE })
}

/// Writes what was mended. Where a file cannot be written, what is left is looked at anew.
fn write(job: &Job<'_>, mended: Mended, session: &mut Session<'_>) -> Result<(Run, bool), Stop> {
    let failed: Vec<String> = mended
        .changed
        .iter()
        .filter_map(|Changed { path, shown, old, new }| {
            let written = match session.disk.entry(path) {
                Entry::Nothing if old.is_empty() => session.disk.write(path, new.as_bytes()),
                _ => session.disk.replace(path, old.as_bytes(), new.as_bytes()),
            };
            written.err().map(|error| format!("could not write {shown}: {error}"))
        })
        .collect();
    if failed.is_empty() {
        return Ok((mended.run, true));
    }
    for text in failed {
        let _ = session.complain(&report::text::one_line(&text));
    }
    Ok((job.lint()?, false))
}

/// Prints what would change.
fn show_patch(check: &Check, mended: &Mended, session: &mut Session<'_>) -> Result<u8, Stop> {
    let (color, raw) = (session.color(&check.look), !session.env.stdout_is_terminal);
    session.print(|out| {
        mended.changed.iter().try_for_each(|file| patch::write(file, color, raw, out))
    })?;
    if !check.quiet {
        if check.fixes.add_ignores.is_none() {
            session.note(&patch::summary(mended), &check.look);
        }
        session.notes(&mended.run, &check.look);
    }
    Ok(code(check, &mended.run, !mended.changed.is_empty()))
}

/// Prints what was found, on standard error where standard output holds something else.
fn report(
    check: &Check,
    mut run: Run,
    known: Option<&Baseline>,
    aside: bool,
    session: &mut Session<'_>,
) -> Result<u8, Stop> {
    let gone = known.map_or(0, |known| baseline::compare(known, check, &mut run, session));
    let fails = run.findings.iter().any(|finding| run.fails_by(finding));
    let bad = fails || (check.ratchet && gone > 0);
    let (shown, hidden): (Vec<Finding>, Vec<Finding>) =
        std::mem::take(&mut run.findings).into_iter().partition(|finding| run.shows(finding));
    run.findings = shown;
    let waived = std::mem::take(&mut run.waived);
    run.waived = waived.into_iter().filter(|finding| run.shows(finding)).collect();
    let shown = run.judges.profiles().first().map_or(SHOWN, |main| main.shown);
    let style = Style {
        color: if aside { session.color_aside(&check.look) } else { session.color(&check.look) },
        ascii: session.env.term_is_dumb,
        verbose: check.look.verbose,
        quiet: check.quiet,
        statistics: check.tell.statistics,
        unresolved: check.tell.show_unresolved,
        waived: check.show_suppressed,
        hidden: Some((shown, hidden.len())),
        code: code(check, &run, bad),
    };
    // One that cannot be written is no reason to leave out the others.
    session.seen = run.paths.iter().chain(&run.configured).cloned().collect();
    let mut outcome = Ok(());
    for output in &check.outputs {
        let format = output.format.into();
        let written = match &output.file {
            Some(file) => save(file, format, &run, &style, session),
            None if aside => {
                let _ = report::write(format, &run, &style, session.err);
                Ok(())
            }
            None => session.print(|out| report::write(format, &run, &style, out)),
        };
        outcome = outcome.and(written);
    }
    outcome?;
    if !check.quiet {
        session.notes(&run, &check.look);
    }
    Ok(style.code)
}

/// Writes a report to a file.
fn save(
    file: &Path,
    format: Format,
    run: &Run,
    style: &Style,
    session: &Session<'_>,
) -> Result<(), Stop> {
    let style = Style { color: false, ascii: false, ..*style };
    let mut bytes = Vec::new();
    let written = report::write(format, run, &style, &mut bytes)
        .and_then(|()| session.disk.write(file, &bytes));
    let name = file.to_string_lossy();
    written.map_err(|error| Stop::Write(io::Error::other(format!("{}: {error}", one_line(&name)))))
}

fn code(check: &Check, run: &Run, bad: bool) -> u8 {
    let incomplete = check.input.is_incomplete(run);
    match (check.exit_zero, incomplete, bad) {
        (true, _, _) | (_, false, false) => WELL,
        (_, true, _) => INCOMPLETE,
        (_, false, true) => FOUND,
    }
}
