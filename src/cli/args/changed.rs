//! Flags of `check` that say what of all is reported, and when.

use clap::Args;
use std::ffi::OsString;

/// Which changes count.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Changed {
    /// Report only what changed since the branch left this revision of git, and what is new by it
    #[arg(long, value_name = "REF", conflicts_with = "staged", alias = "changed-since")]
    pub(in crate::cli) since: Option<OsString>,
    /// Report only what the commit being made changes: what is staged counts, not what is edited
    #[arg(long)]
    pub(in crate::cli) staged: bool,
    /// Report what lies in the named files, and what the commit makes new elsewhere; for pre-commit
    #[arg(long, conflicts_with_all = ["since", "staged"])]
    pub(in crate::cli) pre_commit: bool,
    /// Check again whenever a file changes, until it is interrupted
    #[arg(short, long, conflicts_with_all = ["since", "staged", "pre_commit", "diff", "stdin_filename"])]
    pub(in crate::cli) watch: bool,
}

/// What else is said.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Tell {
    /// Count the findings of each rule, instead of showing them; for people and in JSON
    #[arg(long)]
    pub(in crate::cli) statistics: bool,
    /// List the values that are not known, and why
    #[arg(long)]
    pub(in crate::cli) show_unresolved: bool,
    /// List which files are checked, which are not and why, and check nothing
    #[arg(long, conflicts_with_all = ["fix", "diff", "watch", "statistics"])]
    pub(in crate::cli) show_files: bool,
}
