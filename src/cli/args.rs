//! The command line: verbs, flags and what `--help` says of them.

mod changed;
mod check;
mod input;
mod list;

pub(super) use changed::Changed;
pub(super) use check::{Check, Format};
pub(super) use input::{Configured, Input, LevelName, Look, When};
pub(super) use list::{
    Action, BaselineArgs, Completions, Drawing, Explain, Graph, Init, Rules, Schema, SchemaName,
    Shell, Show, TextFormat, Version,
};

use clap::{Parser, Subcommand};
use std::ffi::{OsStr, OsString};

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
  bluelint check --add-ignores known       suppress what is found, with a reason
  bluelint baseline create                 keep what is found, and report only what is new
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
    /// Keep what is found now in a file, so that only what is new is reported
    Baseline(BaselineArgs),
    /// Write a commented `bluelint.toml` to start from
    Init(Init),
    /// Print the JSON Schema of `bluelint.toml`, for editors
    Schema(Schema),
    /// Print what makes a shell complete the words of bluelint
    Completions(Completions),
    /// Print the manual page; `bluelint man | man -l -` shows it
    Man,
    /// Say which bluelint this is
    Version(Version),
}

impl Verb {
    /// How things shall look.
    pub(super) fn look(&self) -> Option<&Look> {
        match self {
            Self::Check(Check { look, .. })
            | Self::Explain(Explain { look, .. })
            | Self::Rules(Rules { look, .. })
            | Self::Show(Show { look, .. })
            | Self::Graph(Graph { look, .. })
            | Self::Baseline(BaselineArgs { look, .. })
            | Self::Init(Init { look, .. }) => Some(look),
            Self::Schema(_) | Self::Completions(_) | Self::Man | Self::Version(_) => None,
        }
    }
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
    Verb::has_subcommand(word)
}
