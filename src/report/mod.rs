//! A run -> bytes: for people, for programs, for the systems that run bluelint.

mod checkstyle;
mod concise;
mod frame;
mod github;
mod gitlab;
mod human;
pub(crate) mod ink;
mod json;
mod junit;
mod markdown;
mod ndjson;
pub mod picture;
mod places;
mod sarif;
mod show;
mod statistics;
mod summary;
pub(crate) mod text;
mod top;
mod unresolved;
mod value;
mod xml;

pub(crate) use self::json::print as print_json;

use crate::Run;
use crate::finding::Level;
use std::io::{self, Write};

/// In which form a run is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Code frames and a summary.
    Human,
    /// One line for each finding, as editors and problem matchers read it.
    Concise,
    /// The stable JSON.
    Json,
    /// The stable JSON, one object a line.
    Ndjson,
    /// SARIF 2.1.0, complete for code scanning on GitHub.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// A test report.
    Junit,
    /// The XML of Checkstyle.
    Checkstyle,
    /// A table for the summary of a job.
    Markdown,
}

/// How a report looks.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Style {
    /// With colours.
    pub color: bool,
    /// Frames of ASCII characters only.
    pub ascii: bool,
    /// Nothing is shortened.
    pub verbose: bool,
    /// How often each rule found something, and for people nothing but that.
    pub statistics: bool,
    /// The values that are not known.
    pub unresolved: bool,
    /// Findings only, no summary.
    pub quiet: bool,
    /// What is suppressed, or in the baseline, is listed too.
    pub waived: bool,
    /// How many findings are not shown because they are below this level.
    pub hidden: Option<(Level, usize)>,
    /// The exit code of the run.
    pub code: u8,
}

/// Writes what the run found.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(format: Format, run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(run, style, out),
        Format::Concise => concise::write(run, style, out),
        Format::Json => json::write(run, style, out),
        Format::Ndjson => ndjson::write(run, out),
        Format::Sarif => sarif::write(run, style, out),
        Format::Github => github::write(run, style, out),
        Format::Gitlab => gitlab::write(run, out),
        Format::Junit => junit::write(run, out),
        Format::Checkstyle => checkstyle::write(run, out),
        Format::Markdown => markdown::write(run, style, out),
    }
}

/// Writes what bluelint understood, for people.
///
/// # Errors
/// When `out` cannot be written to.
pub fn show(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    show::human(run, style, out)
}

/// Writes what bluelint understood, as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn show_json(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    show::json(run, out)
}
