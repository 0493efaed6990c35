//! Arguments in, exit code out; between them a run and a report.

mod args;
mod check;
mod config;
mod explain;
mod files;
mod graph;
mod input;
mod outputs;
mod patch;
mod progress;
mod rules;
mod select;
mod shell;
mod show;
mod since;
mod variables;
mod watch;

pub use self::watch::Pause;

use crate::Run;
use crate::date::Date;
use crate::disk::Disk;
use crate::git::Git;
use crate::inputs::Inputs;
use crate::report::ink::Ink;
use crate::report::text::one_line;
use crate::rule::Rule;
use args::{Arguments, Look, Verb, When};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// All is well.
const WELL: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// The command line or the configuration is wrong, or a path is not there.
const USAGE: u8 = 2;
/// Something could not be checked.
const INCOMPLETE: u8 = 3;

/// What the command line may know of the world around it.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the world, not a state")]
pub struct Environment {
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// `FORCE_COLOR` is set.
    pub force_color: bool,
    /// `CLICOLOR_FORCE` is set.
    pub clicolor_force: bool,
    /// `TERM` is `dumb`.
    pub term_is_dumb: bool,
    /// Standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// The working directory; paths below it are shown relative to it.
    pub folder: Option<PathBuf>,
    /// How wide the terminal is, if it says so in `COLUMNS`.
    pub columns: Option<usize>,
    /// The day, by the system clock in UTC.
    pub today: Option<Date>,
    /// What pre-commit says in `PRE_COMMIT_FROM_REF`: since when all is to be checked.
    pub pre_commit_from: Option<OsString>,
    /// What `TF_VAR_…`, `TF_WORKSPACE` and `TF_DATA_DIR` say.
    pub terraform: Inputs,
    /// The git that `--since` and `--staged` ask.
    pub git: Option<Git>,
    /// Who waits between two looks of `--watch`.
    pub pause: Option<Pause>,
    /// `CI` is set: nobody sits in front of it.
    pub ci: bool,
}

/// Does what `arguments` say, the first of which is the name of the program. The exit code is 0
/// when nothing bad was found, 1 when something was, 2 when the command line is wrong and 3 when
/// something could not be checked.
pub fn run(
    arguments: Vec<OsString>,
    env: &Environment,
    disk: &dyn Disk,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    run_with(crate::rules::RULES, arguments, env, disk, stdin, out, err)
}

/// As [`run`], with other rules.
pub fn run_with(
    rules: &[Rule],
    arguments: Vec<OsString>,
    env: &Environment,
    disk: &dyn Disk,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let (seen, closed) = (Vec::new(), false);
    let mut session = Session { rules, env, disk, stdin, out, err, seen, closed };
    let command = Arguments::command();
    let command = match env.columns {
        Some(columns) => command.term_width(columns.clamp(40, 120)),
        None => command.max_term_width(100),
    };
    let parsed = command
        .try_get_matches_from(args::with_verb(arguments))
        .and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    let outcome = match parsed {
        Err(error) => session.answer(&error),
        Ok((arguments, matches)) => match arguments.verb {
            Verb::Check(mut check) => {
                outputs::pair(&mut check, &matches).map_err(Stop::Usage).and_then(|()| {
                    let run = if check.changed.watch { watch::run } else { check::run };
                    run(&check, &mut session)
                })
            }
            Verb::Explain(explain) => explain::run(&explain, &mut session),
            Verb::Graph(graph) => graph::run(&graph, &mut session),
            Verb::Rules(list) => rules::run(&list, &mut session),
            Verb::Show(show) => show::run(&show, &mut session),
            Verb::Completions(completions) => shell::completions(&completions, &mut session),
            Verb::Man => shell::manual(&mut session),
            Verb::Version(version) => shell::version(&version, &mut session),
        },
    };
    // Notes are a courtesy: that they cannot be written is no reason to fail.
    let _ = session.err.flush();
    outcome.unwrap_or_else(|stop| session.explain(stop))
}

/// Why nothing more can be done.
enum Stop {
    /// The command line is wrong: what to say.
    Usage(String),
    /// The configuration is wrong: each mistake with its place.
    Configuration(Vec<String>),
    /// Standard input cannot be read: what to say.
    Read(String),
    /// The report cannot be written.
    Write(io::Error),
}

/// What the verbs work with.
struct Session<'a> {
    rules: &'a [Rule],
    env: &'a Environment,
    disk: &'a dyn Disk,
    stdin: &'a mut dyn Read,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// The files that the last run read.
    seen: Vec<PathBuf>,
    /// Nobody reads any more what is printed.
    closed: bool,
}

impl Session<'_> {
    /// Says why nothing more can be done; the exit code.
    fn explain(&mut self, stop: Stop) -> u8 {
        let (code, mistakes) = match stop {
            Stop::Usage(text) => (USAGE, vec![text]),
            Stop::Configuration(mistakes) => {
                (USAGE, mistakes.iter().map(|text| one_line(text).into_owned()).collect())
            }
            Stop::Read(text) => (INCOMPLETE, vec![text]),
            Stop::Write(error) => {
                (INCOMPLETE, vec![format!("the report cannot be written: {error}")])
            }
        };
        for text in mistakes {
            let _ = self.complain(&text);
        }
        code
    }

    /// Prints what `write` writes. That nobody reads it to its end is no error.
    fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
        match write(self.out).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            outcome => outcome.map_err(Stop::Write),
        }
    }

    /// `error: …` on standard error.
    fn complain(&mut self, text: &str) -> io::Result<()> {
        let head = Ink::Error.paint(self.color_on(None, self.env.stderr_is_terminal), "error");
        writeln!(self.err, "{head}: {text}")
    }

    /// What was passed over, on standard error: all of it with `-v`.
    fn notes(&mut self, run: &Run, look: &Look) {
        for note in run.notes.iter().filter(|note| note.always || look.verbose) {
            self.note(&note.text, look);
        }
    }

    /// `note: …` on standard error.
    fn note(&mut self, text: &str, look: &Look) {
        let color = self.color_aside(look);
        let head = Ink::Bold.paint(color, "note");
        let _ = writeln!(self.err, "{head}: {}", one_line(text));
    }

    /// Whether standard output is coloured.
    fn color(&self, look: &Look) -> bool {
        self.color_on(Some(look), self.env.stdout_is_terminal)
    }

    /// Whether a report on standard error is coloured.
    fn color_aside(&self, look: &Look) -> bool {
        self.color_on(Some(look), self.env.stderr_is_terminal)
    }

    fn color_on(&self, look: Option<&Look>, is_terminal: bool) -> bool {
        let when =
            look.map_or(When::Auto, |look| if look.no_color { When::Never } else { look.color });
        let forced = self.env.force_color || self.env.clicolor_force;
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto if self.env.no_color => false,
            When::Auto => forced || (is_terminal && !self.env.term_is_dumb),
        }
    }

    /// What clap has to say: help and version on standard output, mistakes on standard error.
    fn answer(&mut self, error: &clap::Error) -> Result<u8, Stop> {
        let text = error.render();
        let painted = |color: bool| {
            if color { text.ansi().to_string() } else { text.to_string() }
        };
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            let text = painted(self.color_on(None, self.env.stdout_is_terminal));
            self.print(|out| out.write_all(text.as_bytes()))?;
            return Ok(WELL);
        }
        let text = painted(self.color_on(None, self.env.stderr_is_terminal));
        let _ = self.err.write_all(text.as_bytes());
        Ok(USAGE)
    }
}
