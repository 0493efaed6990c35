//! The model as people and programs read it: every resource with what is believed of its arguments.

use super::Style;
use super::ink::Ink;
use super::json::{IncompleteJson, PlaceJson, Writer, print};
use super::text::{counted, one_line};
use super::value::{more, value};
use super::{human, summary};
use crate::Run;
use crate::model::Resource;
use crate::node::{Entry, Form, How, Kind, Node, Piece, Seen, Step};
use crate::source::Sources;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

#[derive(Serialize)]
struct Shown<'a> {
    version: u32,
    resources: Vec<ResourceJson<'a>>,
    incomplete: Vec<IncompleteJson<'a>>,
}

#[derive(Serialize)]
struct ResourceJson<'a> {
    kind: &'a str,
    address: &'a str,
    surface: &'static str,
    exists: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instances: Option<usize>,
    path: &'a str,
    start: PlaceJson,
    end: PlaceJson,
    arguments: Value,
}

pub(super) fn json(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::new(run);
    let mut resources = Vec::new();
    for resource in ordered(run) {
        let [start, end] = writer.ends(resource.extent);
        resources.push(ResourceJson {
            kind: &resource.kind,
            address: &resource.address,
            surface: resource.surface.name(),
            exists: resource.exists.name(),
            instances: Some(run.model.stands_for(resource)).filter(|many| *many > 1),
            path: writer.path(resource.extent.source),
            start,
            end,
            arguments: arguments(&resource.body, &mut writer, &run.sources)?,
        });
    }
    print(&Shown { version: 1, resources, incomplete: writer.incomplete() }, out)
}

/// The resources in the order of their places.
pub(super) fn ordered(run: &Run) -> Vec<&Resource> {
    let mut resources: Vec<&Resource> = run.model.resources().collect();
    resources.sort_by_cached_key(|one| {
        let path = run.sources.get(one.extent.source).path.clone();
        (path, one.extent.start, one.address.clone())
    });
    resources
}

/// The arguments and blocks of an object.
fn arguments(body: &Node, writer: &mut Writer<'_>, sources: &Sources) -> io::Result<Value> {
    let Kind::Object(entries, seen) = &body.kind else {
        return Ok(value(body));
    };
    let mut map = Map::new();
    for entry in entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Absent)) {
        let shown = match blocks(entry) {
            Some((blocks, seen)) => {
                let mut list = Vec::new();
                for block in blocks {
                    list.push(arguments(block, writer, sources)?);
                }
                list.extend((seen == Seen::Partly).then(more));
                Value::Array(list)
            }
            None => argument(&entry.value, writer, sources)?,
        };
        map.insert(entry.key.to_string(), shown);
    }
    if *seen == Seen::Partly {
        map.insert("$more".to_owned(), more());
    }
    Ok(Value::Object(map))
}

fn argument(node: &Node, writer: &mut Writer<'_>, sources: &Sources) -> io::Result<Value> {
    let [start, end] = writer.ends(node.span);
    let trail: Vec<String> = node.trail.steps().filter_map(|step| station(step, sources)).collect();
    Ok(json!({
        "value": value(node),
        "start": serde_json::to_value(start)?,
        "end": serde_json::to_value(end)?,
        "trail": trail,
    }))
}

/// The blocks of a name, if it is written as blocks.
fn blocks(entry: &Entry) -> Option<(&[Node], Seen)> {
    match &entry.value.kind {
        Kind::List(blocks, seen) if entry.form == Form::Block => Some((blocks, *seen)),
        _ => None,
    }
}

/// `default of var.x (variables.tf:3)`.
fn station(step: &Step, sources: &Sources) -> Option<String> {
    let what = match &step.how {
        How::Default(name) => format!("default of var.{name}"),
        How::Admitted(name) => format!("admitted by a validation of var.{name}"),
        How::Set(name) => format!("value of var.{name}"),
        How::Local(name) => format!("local.{name}"),
        How::Passed(module) => format!("passed to {module}"),
        How::Output(name) => name.to_string(),
        How::Used => return None,
    };
    let source = sources.get(step.span.source);
    let line = source.line_index(step.span.start as usize) + 1;
    Some(format!("{what} ({}:{line})", source.path))
}

pub(super) fn human(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let resources = ordered(run);
    for resource in &resources {
        let source = run.sources.get(resource.extent.source);
        let path = one_line(&source.path);
        let line = source.line_index(resource.extent.start as usize) + 1;
        let name = if resource.surface.is_terraform() {
            resource.address.clone()
        } else {
            format!("{} {}", resource.kind, resource.address)
        };
        let name = Ink::Bold.paint(style.color, one_line(name.trim_end()).as_ref());
        let exists = match resource.exists.name() {
            "surely" => String::new(),
            other => format!(", exists: {other}"),
        };
        let many = match run.model.stands_for(resource) {
            1 => String::new(),
            many => format!(", stands for {many} instances"),
        };
        writeln!(out, "{name}")?;
        writeln!(out, "  at {path}:{line}, {}{exists}{many}", resource.surface.name())?;
        write_body(&resource.body, 1, &run.sources, style, out)?;
        writeln!(out)?;
    }
    for one in summary::untold(run) {
        writeln!(out, "{}", human::incomplete(one, &run.sources, style))?;
    }
    if !style.quiet {
        let values = counted(run.unresolved, "value");
        let what = counted(resources.len(), "resource");
        writeln!(out, "{what} in {}, {values} not known", counted(run.files, "file"))?;
    }
    Ok(())
}

fn write_body(
    body: &Node,
    depth: usize,
    sources: &Sources,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let Kind::Object(entries, seen) = &body.kind else {
        return writeln!(out, "{indent}{}", plain(body));
    };
    let written = || entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Absent));
    let width = written().filter(|entry| blocks(entry).is_none());
    let width = width.map(|entry| one_line(&entry.key).chars().count()).max().unwrap_or_default();
    for entry in written() {
        let key = one_line(&entry.key);
        if let Some((blocks, seen)) = blocks(entry) {
            for block in blocks {
                writeln!(out, "{indent}{key} {{")?;
                write_body(block, depth + 1, sources, style, out)?;
                writeln!(out, "{indent}}}")?;
            }
            if seen == Seen::Partly {
                writeln!(out, "{indent}{key} {{ {} }}", may_be_more(style))?;
            }
            continue;
        }
        let stations = entry.value.trail.steps().filter_map(|step| station(step, sources));
        let trail = stations.map(|one| format!("  \u{2190} {}", one_line(&one)));
        let trail = Ink::Dim.paint(style.color, &trail.collect::<String>());
        let padding = " ".repeat(width - key.chars().count());
        let is_known = !entry.value.is_unresolved();
        let text = plain(&entry.value);
        let text = if is_known { text } else { Ink::Warning.paint(style.color, &text) };
        writeln!(out, "{indent}{key}{padding} = {text}{trail}")?;
    }
    if *seen == Seen::Partly {
        writeln!(out, "{indent}{}", may_be_more(style))?;
    }
    Ok(())
}

fn may_be_more(style: &Style) -> String {
    Ink::Warning.paint(style.color, "there may be more")
}

/// A value as people read it, on one line.
fn plain(node: &Node) -> String {
    let unknown = |why: &str| format!("(unknown: {})", one_line(why));
    let more = |seen: Seen| (seen == Seen::Partly).then(|| "\u{2026}".to_owned());
    match &node.kind {
        Kind::Template(pieces) => {
            let piece = |piece: &Piece| match piece {
                Piece::Text(text) => one_line(text).into_owned(),
                Piece::Unknown(unknown) => format!("${{{}}}", one_line(&unknown.why())),
            };
            format!("\"{}\"", pieces.iter().map(piece).collect::<String>())
        }
        Kind::OneOf(choices) => {
            let choices: Vec<String> = choices.iter().map(|one| plain(&one.value)).collect();
            format!("one of {}", choices.join(" | "))
        }
        Kind::Unknown(why) => unknown(&why.why()),
        Kind::List(items, seen) => {
            let items: Vec<String> = items.iter().map(plain).chain(more(*seen)).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Object(entries, seen) => {
            let written = entries.iter().filter(|one| !matches!(one.value.kind, Kind::Absent));
            let members =
                written.map(|one| format!("{} = {}", one_line(&one.key), plain(&one.value)));
            let members: Vec<String> = members.chain(more(*seen)).collect();
            if members.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", members.join(", "))
            }
        }
        Kind::Number(digits) => one_line(digits).into_owned(),
        Kind::Text(text) => one_line(&Value::from(text.as_str()).to_string()).into_owned(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Absent | Kind::Null => "null".to_owned(),
    }
}
