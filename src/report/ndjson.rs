//! A run as programs read it line by line: the objects of the stable JSON, each with its `kind`, and
//! at last the summary. Who has read no summary has not read all.

use super::json::{FoundJson, IncompleteJson, Summary, Tool, Writer};
use super::text::escape_json;
use crate::Run;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line<'a> {
    Finding(FoundJson<'a>),
    Incomplete(IncompleteJson<'a>),
    Summary {
        version: u32,
        tool: Tool,
        #[serde(flatten)]
        summary: Summary,
    },
}

pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::new(run);
    for finding in &run.findings {
        print(&Line::Finding(writer.finding(finding)), out)?;
    }
    for one in writer.incomplete() {
        print(&Line::Incomplete(one), out)?;
    }
    print(&Line::Summary { version: 1, tool: Tool::new(), summary: Summary::new(run) }, out)
}

fn print(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(line)?;
    writeln!(out, "{}", escape_json(&text))
}
