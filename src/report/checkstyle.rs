//! A run in the XML of Checkstyle, which many systems read.

use super::human::incomplete_text;
use super::places::Places;
use super::summary;
use super::text::within;
use super::xml::Xml;
use crate::Run;
use crate::finding::{Finding, Level};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    // The version is that of the format, which counts with Checkstyle's own.
    xml.open("checkstyle", &[("version", "4.3")])?;
    let mut places = Places::new(&run.sources);
    let mut files: BTreeMap<&str, Vec<[String; 5]>> = BTreeMap::new();
    for finding in &run.findings {
        let path = run.sources.get(finding.span.source).path.as_str();
        let place = places.position(finding.span.source, finding.span.start);
        files.entry(path).or_default().push([
            place.line.to_string(),
            place.column.to_string(),
            finding.level.name().to_owned(),
            text(finding),
            format!("bluelint.{}", finding.rule),
        ]);
    }
    for one in summary::untold(run) {
        let place = one.span.map(|span| places.position(span.source, span.start));
        let (line, column) = place.map_or((1, 1), |place| (place.line, place.column));
        files.entry(one.path.as_str()).or_default().push([
            line.to_string(),
            column.to_string(),
            Level::Error.name().to_owned(),
            incomplete_text(one, &run.sources),
            "bluelint".to_owned(),
        ]);
    }
    for (path, list) in files {
        xml.open("file", &[("name", path)])?;
        for [line, column, severity, message, source] in &list {
            let with = [
                ("line", line.as_str()),
                ("column", column),
                ("severity", severity),
                ("message", message),
                ("source", source),
            ];
            xml.empty("error", &with)?;
        }
        xml.close()?;
    }
    xml.close()
}

/// Message and help as one sentence each.
fn text(finding: &Finding) -> String {
    let of = within(finding);
    match &finding.help {
        Some(help) => format!("{}{of}; {help}", finding.message),
        None => format!("{}{of}", finding.message),
    }
}
