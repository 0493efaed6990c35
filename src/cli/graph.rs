//! `bluelint graph`: who may reach what, as a picture.

use super::args::{Drawing, Graph};
use super::{INCOMPLETE, Session, Stop, WELL, config, input};
use crate::finding::Level;
use crate::report::picture;
use crate::rule::Rule;

/// More boxes than this are no picture any more; Graphviz may try.
const MOST: usize = 200;

/// Reads, judges and draws.
pub(super) fn run(graph: &mut Graph, session: &mut Session<'_>) -> Result<u8, Stop> {
    let rules: Vec<&Rule> = session.rules.iter().collect();
    let loaded = config::load(&graph.config, &graph.input, session)?;
    graph.input.allow_incomplete |= loaded.main.is_on("allow-incomplete");
    let job = input::open(&graph.input, &rules, loaded.configs, Level::Warning, session)?;
    let mut run = job.drawing().lint()?;
    let mut drawn = run.picture.take().unwrap_or_default();
    if graph.format != Drawing::Dot {
        drawn.keep(MOST);
    }
    session.print(|out| match graph.format {
        Drawing::Dot => picture::dot(&drawn, out),
        Drawing::Mermaid => picture::mermaid(&drawn, out),
        Drawing::Svg => picture::svg(&drawn, out),
    })?;
    if drawn.boxes.is_empty() {
        session.note("there is no policy and no gateway to draw", &graph.look);
    }
    if drawn.left_out > 0 {
        let text = format!("{} boxes are not drawn; `--format dot` draws all", drawn.left_out);
        session.note(&text, &graph.look);
    }
    session.notes(&run, &graph.look);
    for one in &run.incomplete {
        let text = format!("`{}` could not be checked: {}", one.path, one.reason);
        session.note(&text, &graph.look);
    }
    Ok(if graph.input.is_incomplete(&run) { INCOMPLETE } else { WELL })
}
