//! `bluelint explain`: a rule's page as it reads well in a terminal, or the rules that look for the
//! causes of an error.

use super::args::Explain;
use super::select::{LIST, page};
use super::{Session, Stop, WELL};
use crate::near::{did_you_mean, nearest};
use crate::report::ink::Ink;
use crate::report::text::one_line;
use crate::rule::Rule;
use crate::symptoms::{self, Symptom};
use std::io::{self, Write};

/// Prints the page, or what the words of an error mean.
pub(super) fn run(arguments: &Explain, session: &mut Session<'_>) -> Result<u8, Stop> {
    let (words, color) = (arguments.words.join(" "), session.color(&arguments.look));
    if let Some(rule) = session.rules.iter().find(|rule| rule.name == words) {
        session.print(|out| write(rule, color, out))?;
        return Ok(WELL);
    }
    let told = symptoms::told_by(&words);
    let named = named(&words, session.rules);
    if told.is_empty() && !named.is_empty() {
        session.print(|out| write_named(&named, out))?;
        return Ok(WELL);
    }
    if told.is_empty() {
        let near = nearest(&words, session.rules.iter().map(|rule| rule.name));
        let (word, near) = (one_line(&words), did_you_mean(near));
        let what = if words.contains(char::is_whitespace) { "rule or known error" } else { "rule" };
        return Err(Stop::Usage(format!("there is no {what} `{word}`{near}\n{LIST}")));
    }
    let rules = session.rules;
    session.print(|out| told.iter().try_for_each(|one| write_symptom(one, rules, color, out)))?;
    Ok(WELL)
}

/// Writes what an error means, and which rules look for its causes.
fn write_symptom(
    symptom: &Symptom,
    rules: &[Rule],
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    const WIDTH: usize = 80;
    writeln!(out, "{}", Ink::Bold.paint(color, &symptom.seen))?;
    writeln!(out, "{}\n", Ink::Dim.paint(color, &symptom.when))?;
    for line in wrapped(&symptom.means, WIDTH) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "\nRules that look for what causes it, the likeliest first:")?;
    let causes = symptom.rules.iter();
    let causes: Vec<&Rule> =
        causes.filter_map(|name| rules.iter().find(|rule| rule.name == name)).collect();
    write_titles(&causes, out)?;
    writeln!(out, "\n`bluelint check` runs them all, `bluelint explain RULE` tells more of one.\n")
}

/// The rules in whose names all these words stand: `instance id`, `gateway-name`.
fn named<'r>(words: &str, rules: &'r [Rule]) -> Vec<&'r Rule> {
    let words: Vec<String> = words.split([' ', '-']).map(str::to_lowercase).collect();
    let has_all =
        |rule: &&Rule| words.iter().all(|word| rule.name.split('-').any(|part| part == word));
    rules.iter().filter(has_all).collect()
}

fn write_named(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Rules with these words in their names:")?;
    write_titles(rules, out)?;
    writeln!(out, "\n`bluelint explain RULE` tells more of one.\n")
}

/// Writes a line for each of some rules.
fn write_titles(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in rules {
        writeln!(out, "  {:width$}  {}", rule.name, page(rule).title)?;
    }
    Ok(())
}

/// `text` in lines of up to `width` letters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn write(rule: &Rule, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let page = page(rule);
    let level = Ink::of(page.level).paint(color, page.level.name());
    let fix = page.fix_in_words();
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
            let mut seen = symptoms::of_rule(rule.name).peekable();
            if seen.peek().is_some() {
                writeln!(out, "{}", Ink::Bold.paint(color, "Seen as"))?;
                seen.try_for_each(|symptom| writeln!(out, "  {}", symptom.seen))?;
                writeln!(out)?;
            }
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
