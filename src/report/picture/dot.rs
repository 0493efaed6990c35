//! A picture in the language of Graphviz.

use super::{colours, short};
use crate::picture::{Drawn, Picture, Sort, State};
use std::io::{self, Write};

/// Longer texts are cut.
const LONGEST: usize = 60;

/// Writes `picture` as DOT.
///
/// # Errors
/// When `out` cannot be written.
pub fn dot(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph bluelint {{")?;
    writeln!(out, "  graph [rankdir=LR, fontname=\"Helvetica\", compound=true];")?;
    writeln!(out, "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\"];")?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=10];")?;
    for (at, account) in picture.accounts.iter().enumerate() {
        writeln!(out, "  subgraph cluster_{at} {{")?;
        writeln!(out, "    label={};", quoted(&account.title))?;
        writeln!(out, "    style=rounded; color=\"#d0d7de\";")?;
        for (number, one) in picture.boxes_of(at) {
            writeln!(out, "    n{number} [{}];", attributes(one))?;
        }
        writeln!(out, "  }}")?;
    }
    for arrow in &picture.arrows {
        let (line, _) = colours(arrow.state);
        let style = if arrow.state == State::Broken { ", style=dashed, penwidth=2" } else { "" };
        let label = if arrow.label.is_empty() {
            String::new()
        } else {
            format!(", label={}, fontcolor=\"{line}\"", quoted(&arrow.label))
        };
        writeln!(out, "  n{} -> n{} [color=\"{line}\"{style}{label}];", arrow.from, arrow.to)?;
    }
    if picture.left_out > 0 {
        writeln!(out, "  // {} more are not shown", picture.left_out)?;
    }
    writeln!(out, "}}")
}

fn attributes(one: &Drawn) -> String {
    let (line, ground) = colours(one.state);
    let shape = match one.sort {
        Sort::SecurityGroup => ", shape=octagon",
        Sort::Policy => ", shape=note",
        Sort::Target => ", shape=component",
        Sort::Source => "",
    };
    let detail =
        if one.detail.is_empty() { String::new() } else { format!("\\n{}", escaped(&one.detail)) };
    let text = format!("\"{}{detail}\"", escaped(&one.title));
    format!("label={text}, color=\"{line}\", fillcolor=\"{ground}\"{shape}")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A text inside quotes. Graphviz replaces `\N` and its like, so that each `\` is doubled.
fn escaped(text: &str) -> String {
    short(text, LONGEST).replace('\\', "\\\\").replace('"', "\\\"")
}
