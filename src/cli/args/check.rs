//! The flags of `check`.

use super::changed::{Changed, Tell};
use super::{Configured, Input, LevelName, Look};
use crate::cli::outputs::Output;
use crate::report;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The flags of `check`.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct Check {
    /// How to print what was found; several times, each with an --output-file, for several reports
    /// [default: human]
    #[arg(short, long, alias = "output-format", value_enum)]
    pub(in crate::cli) format: Vec<Format>,
    /// Write the report of the --format before it to this file, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output_file: Vec<PathBuf>,
    #[arg(skip)]
    pub(in crate::cli) outputs: Vec<Output>,
    /// Run only these rules: names, groups or levels, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', aliases = ["only", "check", "enable-rule"])]
    pub(in crate::cli) select: Vec<String>,
    /// Do not run these rules: names, groups or levels, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', aliases = ["skip-check", "skip", "disable-rule"])]
    pub(in crate::cli) ignore: Vec<String>,
    /// Run these rules too, beside those that the configuration selects
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(in crate::cli) extend_select: Vec<String>,
    /// Show only what is at least this bad [default: info]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(in crate::cli) min_severity: Option<LevelName>,
    /// Exit with 1 when something at least this bad was found [default: warning]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(in crate::cli) fail_on: Option<LevelName>,
    /// Exit with 0 whatever was found
    #[arg(long, aliases = ["soft-fail", "no-fail"])]
    pub(in crate::cli) exit_zero: bool,
    /// List what is suppressed, or in the baseline, and why
    #[arg(long)]
    pub(in crate::cli) show_suppressed: bool,
    /// Do not report what this baseline knows
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Exit with 1 also when the baseline knows what is found no more
    #[arg(long)]
    pub(in crate::cli) ratchet: bool,
    #[command(flatten)]
    pub(in crate::cli) fixes: Mend,
    #[command(flatten)]
    pub(in crate::cli) changed: Changed,
    #[command(flatten)]
    pub(in crate::cli) tell: Tell,
    #[command(flatten)]
    pub(in crate::cli) config: Configured,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
    /// Print which configuration counts for the first path, and every setting with where it is said
    #[arg(long)]
    pub(in crate::cli) show_settings: bool,
    /// Print only what was found, no summary and no notes
    #[arg(short, long, conflicts_with = "verbose")]
    pub(in crate::cli) quiet: bool,
}

/// What to mend.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Mend {
    /// Mend what can be mended safely, and report what is left
    #[arg(long, aliases = ["write"])]
    pub(in crate::cli) fix: bool,
    /// Let --fix apply, or --diff show, also fixes that are a guess: look at them first
    #[arg(long)]
    pub(in crate::cli) unsafe_fixes: bool,
    /// Suppress all that is found: write a comment with this reason above each place, or an entry
    /// into bluelint.toml for files that take no comments; `until=2027-03-31` may come before it
    #[arg(long, value_name = "REASON", alias = "add-noqa")]
    #[arg(conflicts_with_all = ["fix", "unsafe_fixes", "no_ignores"])]
    pub(in crate::cli) add_ignores: Option<String>,
    /// Show as a diff what --fix or --add-ignores would change, and change nothing; exits with 1 if it would
    #[arg(long, conflicts_with_all = ["format", "output_file"])]
    pub(in crate::cli) diff: bool,
}

/// A format of `check`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Code frames for people
    #[value(alias = "full")]
    Human,
    /// One line each, for editors: `path:line:column: level[rule] message`
    Concise,
    /// Stable JSON for programs
    #[value(alias = "json-v1")]
    Json,
    /// The same, one object a line
    #[value(aliases = ["json-lines", "jsonl"])]
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// A test report
    Junit,
    /// The XML of Checkstyle
    Checkstyle,
    /// A table for the summary of a job
    Markdown,
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Json => Self::Json,
            Format::Github => Self::Github,
            Format::Concise => Self::Concise,
            Format::Ndjson => Self::Ndjson,
            Format::Sarif => Self::Sarif,
            Format::Gitlab => Self::Gitlab,
            Format::Junit => Self::Junit,
            Format::Checkstyle => Self::Checkstyle,
            Format::Markdown => Self::Markdown,
        }
    }
}
