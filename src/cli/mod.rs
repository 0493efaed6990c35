//! Arguments in, exit code out; between them a run and a report.

mod args;
mod baseline;
mod check;
mod config;
mod environment;
mod explain;
mod files;
mod graph;
mod init;
mod input;
mod outputs;
mod patch;
mod progress;
mod rules;
mod schema;
mod select;
mod settings;
mod shell;
mod show;
mod since;
mod variables;
mod watch;

pub use self::watch::Pause;

use crate::Run;
use crate::config::Mistakes;
use crate::date::Date;
use crate::disk::Disk;
use crate::git::Git;
use crate::inputs::Inputs;
use crate::report::ink::Ink;
use crate::report::text::{counted, one_line};
use crate::report::{self, Format, Style};
use crate::rule::Rule;
use args::{Arguments, Look, Verb, When};
use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches};
use environment::Completed;
pub use environment::PREFIX;
use std::collections::BTreeSet;
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
    /// The folder of the user's own `bluelint.toml`.
    pub config_folder: Option<PathBuf>,
    /// The variables that begin with [`PREFIX`].
    pub variables: Vec<(String, OsString)>,
    /// The git that `--since` and `--staged` ask.
    pub git: Option<Git>,
    /// Who waits between two looks of `--watch`.
    pub pause: Option<Pause>,
    /// `CI` is set: nobody sits in front of it.
    pub ci: bool,
    /// `GITHUB_ACTIONS` is set: what is printed is searched for commands.
    pub github_actions: bool,
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
    let (added, when, seen, closed) = (BTreeSet::new(), None, Vec::new(), false);
    let mut session = Session { rules, env, disk, stdin, out, err, added, when, seen, closed };
    let command = Arguments::command();
    let command = match env.columns {
        Some(columns) => command.term_width(columns.clamp(40, 120)),
        None => command.max_term_width(100),
    };
    let outcome = session.obey(command, arguments);
    // Notes are a courtesy: that they cannot be written is no reason to fail.
    let _ = session.err.flush();
    outcome.unwrap_or_else(|stop| session.explain(stop))
}

/// Why nothing more can be done.
enum Stop {
    /// The command line is wrong: what to say.
    Usage(String),
    /// The configuration is wrong.
    Configuration(Mistakes),
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
    /// The flags that come from the environment.
    added: BTreeSet<String>,
    /// When the command line wants colours.
    when: Option<When>,
    /// The files that the last run read.
    seen: Vec<PathBuf>,
    /// Nobody reads any more what is printed.
    closed: bool,
}

impl Session<'_> {
    /// Does what the command line and the environment say.
    fn obey(&mut self, command: Command, arguments: Vec<OsString>) -> Result<u8, Stop> {
        let arguments = args::with_verb(arguments);
        let completed = environment::complete(&command, arguments, &self.env.variables);
        let Completed { arguments, added, notes } = completed.map_err(Stop::Usage)?;
        let parsed = command
            .try_get_matches_from(arguments)
            .and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
        let (arguments, matches) = match parsed {
            Ok(parsed) => parsed,
            Err(error) => return self.answer(&error, &added),
        };
        self.added = added;
        self.when = arguments.verb.look().and_then(Look::when);
        let quiet = matches!(&arguments.verb, Verb::Check(check) if check.quiet);
        for text in notes.iter().filter(|_| !quiet) {
            self.note_on(text, None);
        }
        match arguments.verb {
            Verb::Check(mut check) => {
                outputs::pair(&mut check, &matches).map_err(Stop::Usage).and_then(|()| {
                    let run = if check.changed.watch { watch::run } else { check::run };
                    run(&check, self)
                })
            }
            Verb::Baseline(mut baseline) => baseline::run(&mut baseline, self),
            Verb::Explain(explain) => explain::run(&explain, self),
            Verb::Graph(mut graph) => graph::run(&mut graph, self),
            Verb::Init(init) => init::run(&init, self),
            Verb::Rules(list) => rules::run(&list, self),
            Verb::Schema(schema) => schema::run(&schema, self),
            Verb::Show(mut show) => show::run(&mut show, self),
            Verb::Completions(completions) => shell::completions(&completions, self),
            Verb::Man => shell::manual(self),
            Verb::Version(version) => shell::version(&version, self),
        }
    }

    /// Where the flag `name` was said: `--fail-on`, `BLUELINT_FAIL_ON`.
    fn source_of(&self, name: &str) -> String {
        if self.added.contains(name) { environment::variable(name) } else { format!("--{name}") }
    }

    /// The variable that said the flag `name`, in front of what is wrong with it.
    fn blame(&self, name: &str) -> String {
        if self.added.contains(name) {
            format!("{}: ", environment::variable(name))
        } else {
            String::new()
        }
    }

    /// Shows what is wrong in configurations as findings are shown.
    fn blame_configuration(&mut self, mistakes: Mistakes) {
        let Mistakes { sources, findings } = mistakes;
        let count = counted(findings.len(), "mistake");
        let run = Run { sources, findings, ..Run::default() };
        let style = Style {
            color: self.color_on(None, self.env.stderr_is_terminal),
            ascii: self.env.term_is_dumb,
            quiet: true,
            ..Style::default()
        };
        let _ = report::write(Format::Human, &run, &style, self.err);
        let _ = self.complain(&format!("{count} in the configuration; nothing was checked"));
    }

    /// Says why nothing more can be done; the exit code.
    fn explain(&mut self, stop: Stop) -> u8 {
        let (code, text) = match stop {
            Stop::Usage(text) => (USAGE, text),
            Stop::Configuration(mistakes) => {
                self.blame_configuration(mistakes);
                return USAGE;
            }
            Stop::Read(text) => (INCOMPLETE, text),
            Stop::Write(error) => (INCOMPLETE, format!("the report cannot be written: {error}")),
        };
        let _ = self.complain(&text);
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
        self.note_on(text, Some(look));
    }

    fn note_on(&mut self, text: &str, look: Option<&Look>) {
        let color = self.color_on(look, self.env.stderr_is_terminal);
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
        let when = look.and_then(Look::when).or(self.when).unwrap_or(When::Auto);
        let forced = self.env.force_color || self.env.clicolor_force;
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto if self.env.no_color => false,
            When::Auto => forced || (is_terminal && !self.env.term_is_dumb),
        }
    }

    /// What clap has to say: help and version on standard output, mistakes on standard error.
    fn answer(&mut self, error: &clap::Error, added: &BTreeSet<String>) -> Result<u8, Stop> {
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
        if !added.is_empty() {
            let names: Vec<String> = added.iter().map(|flag| environment::variable(flag)).collect();
            self.note_on(&format!("these variables are set too: {}", names.join(", ")), None);
        }
        Ok(USAGE)
    }
}
