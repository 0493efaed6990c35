//! The values that are not known, and why: rules say nothing where such a value would decide.

use super::Style;
use super::ink::Ink;
use super::json::{PlaceJson, Writer};
use super::text::one_line;
use crate::Run;
use crate::model::Resource;
use crate::node::{Entry, Kind, Node, Piece, Seen};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// A value that is not known.
#[derive(Serialize)]
pub(super) struct Unresolved<'a> {
    path: &'a str,
    start: PlaceJson,
    end: PlaceJson,
    address: &'a str,
    argument: &'a str,
    why: Cow<'a, str>,
}

/// The arguments of resources that are not known, in the order of their resources.
fn arguments(run: &Run) -> impl Iterator<Item = (&Resource, &Entry)> {
    super::show::ordered(run).into_iter().flat_map(|resource| {
        let arguments = resource.body.entries().unwrap_or_default().iter();
        arguments.filter(|one| one.value.is_unresolved()).map(move |one| (resource, one))
    })
}

pub(super) fn list<'a>(run: &'a Run, writer: &mut Writer<'a>) -> Vec<Unresolved<'a>> {
    let listed = arguments(run).map(|(resource, argument)| {
        let span = argument.value.span;
        let [start, end] = writer.ends(span);
        Unresolved {
            path: writer.path(span.source),
            start,
            end,
            address: &resource.address,
            argument: &argument.key,
            why: why(&argument.value),
        }
    });
    listed.collect()
}

/// A line for each.
pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut any = false;
    for (resource, argument) in arguments(run) {
        any = true;
        let source = run.sources.get(argument.value.span.source);
        let place = source.position(argument.value.span.start as usize);
        let name = format!("{}: {}", one_line(&resource.address), one_line(&argument.key));
        let name = Ink::Bold.paint(style.color, name.trim_start_matches(": "));
        let (path, why) = (one_line(&source.path), why(&argument.value));
        let why = one_line(&why);
        writeln!(out, "{path}:{}:{}: {name} is not known: {why}", place.line, place.column)?;
    }
    if any {
        writeln!(out)?;
    }
    Ok(())
}

/// The first reason that is found.
fn why(node: &Node) -> Cow<'_, str> {
    let more = |seen: Seen| (seen == Seen::Partly).then_some(Cow::Borrowed("there may be more"));
    let first = match &node.kind {
        Kind::Unknown(unknown) => Some(unknown.why()),
        Kind::Template(pieces) => pieces.iter().find_map(|piece| match piece {
            Piece::Unknown(unknown) => Some(unknown.why()),
            Piece::Text(_) => None,
        }),
        Kind::OneOf(choices) => Some(Cow::Owned(format!("it is one of {} values", choices.len()))),
        Kind::List(items, seen) => {
            items.iter().find(|item| item.is_unresolved()).map(why).or_else(|| more(*seen))
        }
        Kind::Object(entries, seen) => {
            let mut values = entries.iter().map(|entry| &entry.value);
            values.find(|value| value.is_unresolved()).map(why).or_else(|| more(*seen))
        }
        _ => None,
    };
    first.unwrap_or(Cow::Borrowed("it cannot be told"))
}
