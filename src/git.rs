//! The only door to git: its command line, asked only when somebody wants to know what changed. Nothing
//! that a repository brings along is run by it, nothing is fetched, nothing is written.

mod blobs;
mod changes;
mod same;

pub use self::changes::{Base, Changes, Touched};

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Settings of a repository that would make git run a program of its choice.
const HARMLESS: [&str; 5] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.untrackedCache=false",
    "diff.external=",
    "protocol.allow=never",
];

/// How git is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Git {
    program: OsString,
    /// Settings that are on top of those of the repository.
    settings: Vec<(String, &'static str)>,
}

impl Git {
    /// The git that `program` names.
    pub fn new(program: impl Into<OsString>) -> Self {
        Self { program: program.into(), settings: Vec::new() }
    }

    /// The same with the filters that the repository sets up switched off: to tell whether a file
    /// changed, git may run its text through them.
    fn without_filters(&self) -> Result<Self, String> {
        let listed =
            self.output(["config", "-z", "--name-only", "--get-regexp", "^filter\\."])?.out;
        let mut git = self.clone();
        for name in listed.split(|byte| *byte == 0) {
            let Ok(name) = str::from_utf8(name) else { continue };
            if name.ends_with(".required") {
                git.settings.push((name.to_owned(), "false"));
            } else if !name.is_empty() {
                git.settings.push((name.to_owned(), ""));
            }
        }
        Ok(git)
    }

    /// Git with what has to stand in front of every command.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that runs a program")]
    fn command<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--no-pager");
        for setting in HARMLESS {
            command.args(["-c", setting]);
        }
        command.args(arguments).stdin(Stdio::null());
        // In the environment a name may hold a `=`, as that of a filter may.
        let count = self.settings.len();
        if count > 0 {
            command.env("GIT_CONFIG_COUNT", count.to_string());
        }
        for (at, (name, value)) in self.settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), name);
            command.env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        let set = [
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("LC_ALL", "C"),
        ];
        command.envs(set);
        for name in ["LITERAL", "GLOB", "NOGLOB", "ICASE"] {
            command.env_remove(format!("GIT_{name}_PATHSPECS"));
        }
        command.env_remove("GIT_EXTERNAL_DIFF");
        command
    }

    /// What a command writes, and whether it did what it should.
    fn output<I: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = I>,
    ) -> Result<Output, String> {
        let output = self.command(arguments).output().map_err(|error| self.missing(&error))?;
        Ok(Output { well: output.status.success(), out: output.stdout, err: output.stderr })
    }

    /// As [`Git::output`]; that a command fails is an error.
    fn ask<I: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = I>,
    ) -> Result<Vec<u8>, String> {
        let output = self.output(arguments)?;
        if output.well { Ok(output.out) } else { Err(output.complaint()) }
    }

    fn missing(&self, error: &io::Error) -> String {
        let program = self.program.to_string_lossy();
        match error.kind() {
            io::ErrorKind::NotFound => format!(
                "`{program}` is not installed, or not where programs are looked for; --since and \
                 --staged need it"
            ),
            _ => format!("`{program}` cannot be run: {error}"),
        }
    }
}

/// What a command wrote.
struct Output {
    well: bool,
    out: Vec<u8>,
    err: Vec<u8>,
}

impl Output {
    /// What git says is wrong.
    fn complaint(&self) -> String {
        let text = String::from_utf8_lossy(&self.err);
        let fatal = text.lines().find_map(|line| line.strip_prefix("fatal: "));
        let line = fatal.or_else(|| text.lines().next()).unwrap_or("git failed without a word");
        format!("git says: {line}")
    }
}

/// The bytes of a path, as git writes it.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// The bytes of a path, as git writes it: elsewhere it writes UTF-8.
#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
