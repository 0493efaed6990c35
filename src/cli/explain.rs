//! `bluelint explain`: a rule's page as it reads well in a terminal.

use super::args::Explain;
use super::select::{LIST, page};
use super::{Session, Stop, WELL};
use crate::near::{did_you_mean, nearest};
use crate::report::ink::Ink;
use crate::report::text::one_line;
use crate::rule::Rule;
use std::io::{self, Write};

/// Prints the page.
pub(super) fn run(arguments: &Explain, session: &mut Session<'_>) -> Result<u8, Stop> {
    let Some(rule) = session.rules.iter().find(|rule| rule.name == arguments.rule) else {
        let near = nearest(&arguments.rule, session.rules.iter().map(|rule| rule.name));
        let (word, near) = (one_line(&arguments.rule), did_you_mean(near));
        return Err(Stop::Usage(format!("there is no rule `{word}`{near}\n{LIST}")));
    };
    let color = session.color(&arguments.look);
    session.print(|out| write(rule, color, out))?;
    Ok(WELL)
}

fn write(rule: &Rule, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = page(rule);
    let level = Ink::of(page.level).paint(color, page.level.name());
    let fix = match page.fix {
        "" => "no fix".to_owned(),
        fix => format!("{fix} fix"),
    };
    let since = page.since;
    writeln!(out, "{}", Ink::Bold.paint(color, rule.name))?;
    writeln!(out, "{level} \u{b7} group {} \u{b7} since {since} \u{b7} {fix}\n", rule.group)?;
    let front = rule.page.strip_prefix("---\n").unwrap_or(rule.page);
    let text = front.split_once("\n---\n").map_or(front, |(_, text)| text);
    let mut fence: Option<&str> = None;
    let mut docs = page.docs.as_slice();
    for line in text.trim().lines() {
        // They stand below the words and above the first example.
        if !docs.is_empty() && line.starts_with("## ") {
            writeln!(out, "{}", Ink::Bold.paint(color, "Documentation"))?;
            docs.iter().try_for_each(|address| writeln!(out, "  {address}"))?;
            writeln!(out)?;
            docs = &[];
        }
        fence = write_line(line, fence, color, out)?;
    }
    Ok(())
}

/// Writes one line of the page; `fence` is the language of the fence it stands in.
fn write_line<'a>(
    line: &'a str,
    fence: Option<&'a str>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<Option<&'a str>> {
    if let Some(language) = fence {
        if line.trim_end() == "```" {
            return Ok(None);
        }
        let line = match (language, line.chars().next()) {
            ("diff", Some('+')) => Ink::Good.paint(color, line),
            ("diff", Some('-')) => Ink::Error.paint(color, line),
            _ => line.to_owned(),
        };
        writeln!(out, "{}", format!("    {line}").trim_end())?;
        return Ok(fence);
    }
    if let Some(info) = line.strip_prefix("```") {
        let (language, name) = info.split_once(' ').unwrap_or((info, ""));
        let caption = match (language, name.trim()) {
            ("report", "") => "bluelint says:",
            ("diff", "") => "the fix:",
            (_, name) => name,
        };
        if !caption.is_empty() {
            writeln!(out, "  {}\n", Ink::Dim.paint(color, caption))?;
        }
        return Ok(Some(language));
    }
    let heading = line.trim_start_matches('#');
    if heading.len() < line.len() && heading.starts_with(' ') {
        let heading = heading.trim();
        let ink = match heading.split([':', ' ']).next() {
            Some("Bad") => Ink::Error,
            Some("Good") => Ink::Good,
            _ => Ink::Bold,
        };
        writeln!(out, "{}", ink.paint(color, heading))?;
    } else {
        writeln!(out, "{line}")?;
    }
    Ok(None)
}
