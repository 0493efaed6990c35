//! The flags of the verbs that list and show.

use super::{Configured, Input, Look};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The flags of `explain`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Explain {
    /// The name of a rule, such as `account-id-whitespace`, or words of an error message, such as
    /// `could not find service`
    #[arg(value_name = "RULE | MESSAGE", required = true)]
    pub(in crate::cli) words: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// The flags of `rules`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Rules {
    /// How to print them
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(in crate::cli) format: TextFormat,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// The flags of `show`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Show {
    /// How to print it
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(in crate::cli) format: TextFormat,
    #[command(flatten)]
    pub(in crate::cli) config: Configured,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// The flags of `graph`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Graph {
    /// How to draw it
    #[arg(short, long, value_enum, default_value = "dot")]
    pub(in crate::cli) format: Drawing,
    #[command(flatten)]
    pub(in crate::cli) config: Configured,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// The flags of `schema`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Schema {
    /// Of what
    #[arg(value_enum)]
    pub(in crate::cli) of: SchemaName,
}

/// What there are schemas of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaName {
    /// `bluelint.toml`
    Config,
}

/// The flags of `init`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Init {
    /// The folder that the file is for
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(in crate::cli) folder: std::path::PathBuf,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// A format of `graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Drawing {
    /// The language of Graphviz
    Dot,
    /// A flowchart for Markdown, such as that of GitHub
    Mermaid,
    /// A picture for browsers; needs no Graphviz
    Svg,
}

/// A format of `rules` and `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TextFormat {
    /// For people
    #[value(alias = "full")]
    Human,
    /// For programs
    Json,
}

/// The flags of `completions`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: Shell,
}

/// A shell that can be taught to complete words.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Shell {
    /// `source <(bluelint completions bash)` in ~/.bashrc
    Bash,
    /// `eval (bluelint completions elvish | slurp)` in rc.elv
    Elvish,
    /// `bluelint completions fish > ~/.config/fish/completions/bluelint.fish`
    Fish,
    /// `bluelint completions powershell | Out-String | Invoke-Expression` in $PROFILE
    #[value(alias = "pwsh")]
    Powershell,
    /// `bluelint completions zsh > _bluelint` in a folder of $fpath
    Zsh,
}

/// The flags of `version`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Version {
    /// How to print it
    #[arg(short, long, alias = "output-format", value_enum, default_value = "human")]
    pub(in crate::cli) format: TextFormat,
}

/// The flags of `baseline`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct BaselineArgs {
    /// What to do with it
    #[arg(value_enum)]
    pub(in crate::cli) action: Action,
    /// The file, instead of `bluelint-baseline.json` beside the configuration
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Let it only shrink: `update` adds nothing, and exits with 1 if there is something new
    #[arg(long)]
    pub(in crate::cli) ratchet: bool,
    #[command(flatten)]
    pub(in crate::cli) config: Configured,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
}

/// What is done with a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Action {
    /// Make it of all that is found
    Create,
    /// Add what is new, remove what is gone
    Update,
    /// Only remove what is gone
    Prune,
}
