//! A run as people read it: code frames, what could not be checked, one line at the end.

use super::Style;
use super::frame::Frame;
use super::ink::Ink;
use super::places::Places;
use super::text::one_line;
use super::{statistics, summary, unresolved};
use crate::finding::{By, Finding, Fix, Level};
use crate::source::{SourceId, Sources, Span};
use crate::{Incomplete, Run};
use codespan_reporting::diagnostic::{Diagnostic, Severity};
use codespan_reporting::files::Error;
use codespan_reporting::term::termcolor::{Ansi, Color, ColorSpec, NoColor};
use codespan_reporting::term::{Chars, Config, Styles, StylesWriter, emit_to_write_style};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// How many labels a frame has unless all are wanted.
const LABELS: usize = 6;
/// How many addresses are listed unless all are wanted.
const ADDRESSES: usize = 3;

pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Frames::new(run, style);
    if style.statistics {
        statistics::write(run, style, out)?;
    } else {
        run.findings.iter().try_for_each(|finding| writer.write(finding, out))?;
    }
    if style.unresolved {
        unresolved::write(run, style, out)?;
    }
    let mut said = false;
    for one in summary::untold(run) {
        said = true;
        writeln!(out, "{}", incomplete(one, &run.sources, style))?;
    }
    if style.waived {
        for finding in &run.waived {
            said = true;
            writeln!(out, "{}", writer.waived(finding))?;
        }
    }
    if !style.quiet {
        if said {
            writeln!(out)?;
        }
        writeln!(out, "{}", summary::line(run, style))?;
    }
    Ok(())
}

/// `error: could not check a.tf:3:1: the reason`.
pub(super) fn incomplete(one: &Incomplete, sources: &Sources, style: &Style) -> String {
    let head = Ink::Error.paint(style.color, "error");
    format!("{head}: {}", incomplete_text(one, sources))
}

/// What could not be checked, and why, in a sentence on one line.
pub(super) fn incomplete_text(one: &Incomplete, sources: &Sources) -> String {
    let reason = one_line(&one.reason);
    let path = one_line(&one.path);
    match one.span {
        _ if one.path.is_empty() => format!("could not check everything: {reason}"),
        Some(span) => {
            let place = sources.get(span.source).position(span.start as usize);
            format!("could not check {path}:{}:{}: {reason}", place.line, place.column)
        }
        None => format!("could not check {path}: {reason}"),
    }
}

/// Writes frames.
struct Frames<'a> {
    run: &'a Run,
    style: &'a Style,
    places: Places<'a>,
    config: Config,
    styles: Styles,
}

impl<'a> Frames<'a> {
    fn new(run: &'a Run, style: &'a Style) -> Self {
        let chars = if style.ascii { Chars::ascii() } else { Chars::box_drawing() };
        let config = Config { chars, ..Config::default() };
        Self { run, style, places: Places::new(&run.sources), config, styles: styles() }
    }

    fn write(&mut self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let color = self.style.color;
        let head = format!("{}[{}]", finding.level.name(), finding.rule);
        let head = Ink::of(finding.level).paint(color, &head);
        let message = Ink::Bold.paint(color, &format!(": {}", one_line(&finding.message)));
        writeln!(out, "{head}{message}")?;
        let most = if self.style.verbose { usize::MAX } else { LABELS };
        let frame = Frame::new(finding, most, &self.run.sources, &mut self.places);
        let diagnostic = Diagnostic::new(severity(finding.level))
            .with_labels(frame.labels.clone())
            .with_notes(self.notes(finding));
        let text = self.render(&frame, &diagnostic).map_err(into_io)?;
        // The first line is codespan's own header, which knows no level called "info".
        for line in text.split_inclusive(|byte| *byte == b'\n').skip(1) {
            // Codespan leaves blanks behind where a mark over many lines could stand.
            out.write_all(line.trim_ascii_end())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// A finding that is not held against anybody, and why, on one line.
    fn waived(&mut self, finding: &Finding) -> String {
        let place = |places: &mut Places<'_>, span: Span| {
            let at = places.position(span.source, span.start);
            format!(
                "{}:{}:{}",
                one_line(&self.run.sources.get(span.source).path),
                at.line,
                at.column
            )
        };
        let at = place(&mut self.places, finding.span);
        let waived = finding.waived.as_ref();
        let by = match (waived.map(|one| one.by), waived.and_then(|one| one.span)) {
            (Some(By::Baseline), _) => "in the baseline".to_owned(),
            (_, Some(span)) => format!("suppressed at {}", place(&mut self.places, span)),
            _ => "suppressed".to_owned(),
        };
        let reason = waived.map(|one| one.reason.as_str()).filter(|reason| !reason.is_empty());
        let reason = reason.map_or_else(String::new, |reason| format!(": {}", one_line(reason)));
        let head = Ink::Bold.paint(self.style.color, &by);
        let (level, message) = (finding.level.name(), one_line(&finding.message));
        format!("{head}{reason}\n  {at}: {level}[{}] {message}", finding.rule)
    }

    fn render(&self, frame: &Frame, diagnostic: &Diagnostic<usize>) -> Result<Vec<u8>, Error> {
        if self.style.color {
            let mut buffer = Ansi::new(Vec::new());
            let mut writer = StylesWriter::new(&mut buffer, &self.styles);
            emit_to_write_style(&mut writer, &self.config, frame, diagnostic)?;
            Ok(buffer.into_inner())
        } else {
            let mut buffer = NoColor::new(Vec::new());
            emit_to_write_style(&mut buffer, &self.config, frame, diagnostic)?;
            Ok(buffer.into_inner())
        }
    }

    fn notes(&self, finding: &Finding) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |name: &str, text: String| {
            notes.push(format!("{}: {text}", Ink::Bold.paint(self.style.color, name)));
        };
        if let Some(help) = &finding.help {
            note("help", one_line(help).into_owned());
        }
        if let Some(text) = &finding.paste {
            let lines = text.lines().map(|line| match one_line(line) {
                // A line that starts with `::` is a command to GitHub.
                line if line.trim_start().starts_with("::") => line.replacen(':', "\\u{3a}", 1),
                line => line.into_owned(),
            });
            note("add", std::iter::once(String::new()).chain(lines).collect::<Vec<_>>().join("\n"));
        }
        if let Some(addresses) = self.addresses(finding) {
            note("address", addresses);
        }
        // A fix that does just what the help says needs no line of its own.
        let said = |fix: &&Fix| finding.help.as_ref().is_some_and(|help| help.contains(&fix.title));
        if let Some(fix) = finding.fix.as_ref().filter(|fix| !said(fix)) {
            let text = match fix.edits.as_slice() {
                // What is no whole value does not read well by itself.
                [edit]
                    if is_short(&edit.text)
                        && !edit.text.contains('"')
                        && !fix.title.contains(&edit.text) =>
                {
                    format!(": `{}`", one_line(&edit.text))
                }
                _ => String::new(),
            };
            note("fix", format!("{}{text}{}", one_line(&fix.title), fix.safety.advice()));
        }
        if !self.style.verbose && finding.labels.len() > LABELS {
            let more = finding.labels.len() - LABELS;
            note("note", format!("{more} more places (-v shows them)"));
        }
        notes
    }

    /// The addresses, unless there is but one, which the frame shows too.
    fn addresses(&self, finding: &Finding) -> Option<String> {
        let only = match finding.addresses.as_slice() {
            [] => return None,
            [only] if only.is_empty() => return None,
            [only] => Some(only),
            _ => None,
        };
        if let Some((kind, name)) = only.and_then(|address| address.rsplit_once('.')) {
            let kind = kind.trim_start_matches("data.");
            let header = format!("\"{kind}\" \"{name}\"");
            let mut spans = finding.labels.iter().map(|label| label.span).chain([finding.span]);
            if spans.any(|span| head(self.run.sources.text(span)).contains(&header)) {
                return None;
            }
        }
        let most = if self.style.verbose { usize::MAX } else { ADDRESSES };
        let listed = finding.addresses.iter().take(most).map(|address| one_line(address));
        let listed = listed.collect::<Vec<_>>().join(", ");
        let more = finding.addresses.len().saturating_sub(most);
        Some(if more > 0 { format!("{listed} (+{more} more)") } else { listed })
    }
}

/// The part of a span in which a header would stand.
fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(400)).unwrap_or_default()
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.len() <= 80 && !text.contains('\n')
}

fn into_io(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Note,
    }
}

fn styles() -> Styles {
    let ink = |color| ColorSpec::new().set_fg(Some(color)).set_intense(true).clone();
    let bold = |color| ink(color).set_bold(true).clone();
    Styles {
        primary_label_error: bold(Color::Red),
        primary_label_warning: bold(Color::Yellow),
        primary_label_note: bold(Color::Cyan),
        secondary_label: ink(Color::Blue),
        line_number: ink(Color::Blue),
        source_border: ink(Color::Blue),
        note_bullet: ink(Color::Blue),
        ..Styles::default()
    }
}

/// The files that findings stand in.
pub(super) fn files(findings: &[Finding]) -> usize {
    findings.iter().map(|finding| finding.span.source).collect::<BTreeSet<SourceId>>().len()
}
