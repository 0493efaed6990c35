//! `bluelint rules`: every rule in a line.

use super::args::{Rules, TextFormat};
use super::select::page;
use super::{Session, Stop, WELL};
use crate::report::ink::Ink;
use crate::report::print_json;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct RuleJson {
    name: &'static str,
    group: &'static str,
    level: &'static str,
    title: &'static str,
    since: &'static str,
    fix: Option<&'static str>,
    docs: Vec<&'static str>,
}

/// Lists the rules.
pub(super) fn run(arguments: &Rules, session: &mut Session<'_>) -> Result<u8, Stop> {
    let color = session.color(&arguments.look);
    let list: Vec<RuleJson> = session
        .rules
        .iter()
        .map(|rule| {
            let page = page(rule);
            let (name, group, level) = (rule.name, rule.group, page.level.name());
            let fix = Some(page.fix).filter(|fix| !fix.is_empty());
            RuleJson {
                name,
                group,
                level,
                title: page.title,
                since: page.since,
                fix,
                docs: page.docs,
            }
        })
        .collect();
    session.print(|out| match arguments.format {
        TextFormat::Json => print_json(&list, out),
        TextFormat::Human => table(&list, color, out),
    })?;
    Ok(WELL)
}

fn table(list: &[RuleJson], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let width = |of: fn(&RuleJson) -> &str| list.iter().map(|rule| of(rule).len()).max();
    let names = width(|rule| rule.name).unwrap_or_default();
    let groups = width(|rule| rule.group).unwrap_or_default();
    for rule in list {
        let ink = match rule.level {
            "error" => Ink::Error,
            "warning" => Ink::Warning,
            _ => Ink::Info,
        };
        let name = Ink::Bold.paint(color, &format!("{:names$}", rule.name));
        let level = ink.paint(color, &format!("{:7}", rule.level));
        let group = Ink::Dim.paint(color, &format!("{:groups$}", rule.group));
        writeln!(out, "{name}  {level}  {group}  {}", rule.title)?;
    }
    if list.is_empty() {
        return writeln!(out, "there are no rules");
    }
    let count = list.len();
    writeln!(out, "\n{count} rules; `bluelint explain RULE` says more about one")
}
