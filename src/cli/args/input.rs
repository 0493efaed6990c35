//! What to read, by which configuration, and how things look: flags that several verbs have.

use crate::Run;
use crate::cli::variables::Variables;
use crate::date::Date;
use crate::discover::FileKind;
use crate::finding::Level;
use clap::{Args, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Which configuration counts.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Configured {
    /// Take this configuration for all files, not the nearest `bluelint.toml`; or set one key of it
    #[arg(short, long, value_name = "FILE|KEY=VALUE", alias = "config-file")]
    pub(in crate::cli) config: Vec<OsString>,
    /// Read no configuration file at all
    #[arg(long, alias = "no-config")]
    pub(in crate::cli) isolated: bool,
    /// The account of what is checked, where the configuration says nothing else
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) account: Option<String>,
}

/// What to read.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct Input {
    /// Files and folders; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Pass over these files and folders, not what the configuration excludes
    #[arg(long, value_name = "GLOBS", value_delimiter = ',', alias = "skip-path")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Pass over these files and folders too
    #[arg(long, value_name = "GLOBS", value_delimiter = ',')]
    pub(in crate::cli) extend_exclude: Vec<String>,
    /// Pass over what is excluded also where it is named; for hooks that name every file
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    /// Look also at what .gitignore leaves out
    #[arg(long)]
    pub(in crate::cli) no_ignore_vcs: bool,
    /// Let no comment and no `[[ignore]]` of the configuration suppress anything
    #[arg(long, alias = "ignore-noqa")]
    pub(in crate::cli) no_ignores: bool,
    /// The day on which suppressions with `until=` are judged, instead of today
    #[arg(long, hide = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(in crate::cli) today: Option<Date>,
    /// Do not exit with 3 when something could not be checked
    #[arg(long)]
    pub(in crate::cli) allow_incomplete: bool,
    /// What the named files are, where their content shall not decide
    #[arg(long, value_enum)]
    pub(in crate::cli) kind: Option<Kind>,
    /// The file that standard input stands for; its folder is looked at too
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) variables: Variables,
    /// How many threads read files
    #[arg(long, hide = true, value_name = "N")]
    pub(in crate::cli) threads: Option<usize>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text)
        .ok_or_else(|| "it is no day of the calendar, written as 2027-03-31".to_owned())
}

impl Input {
    /// Whether something could not be checked, and that is to count.
    pub(in crate::cli) fn is_incomplete(&self, run: &Run) -> bool {
        !run.incomplete.is_empty() && !self.allow_incomplete
    }

    /// The first path, or the file that standard input stands for there.
    pub(in crate::cli) fn first(&self) -> &Path {
        let first = self.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let named = self.stdin_filename.as_deref();
        match named {
            Some(named) if first == Path::new("-") || first == Path::new(".") => named,
            _ if first == Path::new("-") => Path::new("."),
            _ => first,
        }
    }
}

impl Look {
    /// When colours are wanted, if it is said.
    pub(in crate::cli) fn when(&self) -> Option<When> {
        if self.no_color { Some(When::Never) } else { self.color }
    }
}

/// How things look.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Look {
    #[arg(
        help = "When to print colours: NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are heeded [default: auto]"
    )]
    #[arg(long, value_enum, value_name = "WHEN", overrides_with_all = ["color", "no_color"])]
    pub(in crate::cli) color: Option<When>,
    #[arg(long, hide = true, overrides_with_all = ["color", "no_color"])]
    pub(in crate::cli) no_color: bool,
    /// Shorten nothing, and say what was passed over
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
}

/// A level on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum LevelName {
    /// Advice, or what cannot be known for sure
    Info,
    /// Works, but is risky, too broad or not as meant
    Warning,
    /// Is refused, or cannot work
    Error,
}

impl From<LevelName> for Level {
    fn from(level: LevelName) -> Self {
        match level {
            LevelName::Info => Self::Info,
            LevelName::Warning => Self::Warning,
            LevelName::Error => Self::Error,
        }
    }
}

/// What a file is, on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Kind {
    /// Terraform
    Terraform,
    /// The JSON of an authorization policy
    Policy,
    /// The JSON that creates an endpoint gateway
    Gateway,
    /// A Terraform plan, as `terraform show -json` prints it
    Plan,
}

impl From<Kind> for FileKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Terraform => Self::Terraform,
            Kind::Policy => Self::Policy,
            Kind::Gateway => Self::Gateway,
            Kind::Plan => Self::Plan,
        }
    }
}

/// When to print colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
