//! The command line: verbs, flags and what `--help` says of them.

use super::outputs::Output;
use super::variables::Variables;
use crate::Run;
use crate::discover::FileKind;
use crate::finding::Level;
use crate::report;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// What `--help` says below the flags.
const AFTER: &str = "\
Exit codes:
  0  nothing at or above --fail-on was found, or there was nothing to check
  1  something was found; with --fix, something is left; with --diff, something would change
  2  the command line or bluelint.toml is wrong, or a path is not there
  3  something could not be checked: a file that cannot be read or parsed, a rule that broke
     down. What was found elsewhere is printed all the same; --allow-incomplete gives 0 or 1.

Examples:
  bluelint                                 check everything below this folder
  bluelint policies/ main.tf               check a folder and a file
  bluelint check --ignore info             leave out what is mere advice
  bluelint check -f github --fail-on error annotate a pull request, fail on errors only
  bluelint -f sarif -o a.sarif -f human    write a report to a file, print another
  bluelint check --diff                    show what --fix would change
  bluelint explain RULE                    what a rule means, with examples
  bluelint explain could not find service  which rules look for what caused that error
  bluelint graph --format svg > who.svg    draw who may reach what
  ibmcloud iam authorization-policy ID --output JSON | bluelint -";

/// Checks IBM Cloud authorization policies and endpoint gateways, in JSON and Terraform.
///
/// bluelint reads what lets one service of IBM Cloud reach another: service-to-service
/// authorization policies and VPC endpoint gateways, as JSON or as Terraform. It says what would
/// be refused, what would silently not work, and what lets in too much. It needs no network, and
/// changes files only with `--fix`. `bluelint check --help` lists the flags, `bluelint rules` what is looked for.
#[derive(Debug, Parser)]
#[command(name = "bluelint", bin_name = "bluelint", version, after_long_help = AFTER)]
#[command(disable_help_subcommand = true, subcommand_required = true)]
#[command(override_usage = "bluelint [CHECK OPTIONS] [PATH]...\n       bluelint <VERB> [OPTIONS]")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "Verbs", subcommand_value_name = "VERB")]
pub(super) enum Verb {
    /// Check files and folders; this is also done when no verb is given
    #[command(after_long_help = AFTER)]
    Check(Check),
    /// Say what a rule means, or which rules look for the causes of an error message
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Show what bluelint understands of the files
    Show(Show),
    /// Draw who may reach what: accounts, gateways, policies and what they lead to
    Graph(Graph),
}

/// The flags of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// How to print what was found; several times, each with an --output-file, for several reports
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(super) format: Vec<Format>,
    /// Write the report of the --format before it to this file, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output_file: Vec<PathBuf>,
    #[arg(skip)]
    pub(super) outputs: Vec<Output>,
    /// Run only these rules: names, groups or levels, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', aliases = ["only", "check"])]
    pub(super) select: Vec<String>,
    /// Do not run these rules: names, groups or levels, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', aliases = ["skip-check", "skip"])]
    pub(super) ignore: Vec<String>,
    /// Show only what is at least this bad
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "info")]
    pub(super) min_severity: LevelName,
    /// Exit with 1 when something at least this bad was found
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "warning")]
    pub(super) fail_on: LevelName,
    /// Exit with 0 whatever was found
    #[arg(long, aliases = ["soft-fail", "no-fail"])]
    pub(super) exit_zero: bool,
    #[command(flatten)]
    pub(super) fixes: Mend,
    #[command(flatten)]
    pub(super) config: Configured,
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) look: Look,
    /// Print only what was found, no summary and no notes
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
}

/// What to mend.
#[derive(Debug, Args)]
pub(super) struct Mend {
    /// Mend what can be mended safely, and report what is left
    #[arg(long, aliases = ["write"])]
    pub(super) fix: bool,
    /// Apply, or show, also fixes that are a guess and want to be looked at
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Show as a diff what --fix would change, and change nothing; exits with 1 if it would
    #[arg(long, conflicts_with_all = ["format", "output_file"])]
    pub(super) diff: bool,
}

/// Which configuration counts.
#[derive(Debug, Args)]
pub(super) struct Configured {
    /// Take this configuration, and not the nearest `bluelint.toml`
    #[arg(short, long, value_name = "FILE", alias = "config-file")]
    pub(super) config: Option<PathBuf>,
    /// Take no configuration at all
    #[arg(long, alias = "isolated", conflicts_with = "config")]
    pub(super) no_config: bool,
    /// The account of what is checked, where the configuration says nothing else
    #[arg(long, value_name = "ID")]
    pub(super) account: Option<String>,
}

/// What to read.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// Files and folders; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Do not exit with 3 when something could not be checked
    #[arg(long)]
    pub(super) allow_incomplete: bool,
    /// What the named files are, where their content shall not decide
    #[arg(long, value_enum)]
    pub(super) kind: Option<Kind>,
    /// The file that standard input stands for; its folder is looked at too
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub(super) variables: Variables,
    /// How many threads read files
    #[arg(long, hide = true, value_name = "N")]
    pub(super) threads: Option<usize>,
}

impl Input {
    /// Whether something could not be checked, and that is to count.
    pub(super) fn is_incomplete(&self, run: &Run) -> bool {
        !run.incomplete.is_empty() && !self.allow_incomplete
    }
}

/// How things look.
#[derive(Debug, Args)]
pub(super) struct Look {
    #[arg(help = "When to print colours; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are heeded")]
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    #[arg(overrides_with_all = ["color", "no_color"])]
    pub(super) color: When,
    #[arg(long, hide = true, overrides_with_all = ["color", "no_color"])]
    pub(super) no_color: bool,
    /// Shorten nothing, and say what was passed over
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// The flags of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The name of a rule, such as `account-id-whitespace`, or words of an error message, such as
    /// `could not find service`
    #[arg(value_name = "RULE | MESSAGE", required = true)]
    pub(super) words: Vec<String>,
    #[command(flatten)]
    pub(super) look: Look,
}

/// The flags of `rules`.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// How to print them
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(super) format: TextFormat,
    #[command(flatten)]
    pub(super) look: Look,
}

/// The flags of `show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// How to print it
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(super) format: TextFormat,
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) look: Look,
}

/// The flags of `graph`.
#[derive(Debug, Args)]
pub(super) struct Graph {
    /// How to draw it
    #[arg(short, long, value_enum, default_value = "dot")]
    pub(super) format: Drawing,
    #[command(flatten)]
    pub(super) config: Configured,
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) look: Look,
}

/// A format of `graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Drawing {
    /// The language of Graphviz
    Dot,
    /// A flowchart for Markdown, such as that of GitHub
    Mermaid,
    /// A picture for browsers; needs no Graphviz
    Svg,
}

/// A format of `check`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
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

/// A format of `rules` and `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For people
    #[value(alias = "full")]
    Human,
    /// For programs
    Json,
}

/// A level on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LevelName {
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
pub(super) enum Kind {
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
pub(super) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The arguments with `check` put in where the first word is not a verb.
pub(super) fn with_verb(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.is_empty() {
        arguments.push("bluelint".into());
    }
    let first = arguments.get(1).map(OsString::as_os_str).and_then(OsStr::to_str);
    let ours = ["-h", "--help", "-V", "--version"];
    if !first.is_some_and(|word| is_verb(word) || ours.contains(&word)) {
        arguments.insert(1, "check".into());
    }
    arguments
}

/// Whether `word` is a verb.
pub(super) fn is_verb(word: &str) -> bool {
    ["check", "explain", "rules", "show", "graph"].contains(&word)
}
