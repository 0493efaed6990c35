//! `bluelint show`: what bluelint believes of the files, without any rule.

use super::args::{Show, TextFormat};
use super::{INCOMPLETE, Session, Stop, WELL, config, input};
use crate::finding::Level;
use crate::report::{self, Style};

/// Reads and shows.
pub(super) fn run(show: &mut Show, session: &mut Session<'_>) -> Result<u8, Stop> {
    let loaded = config::load(&show.config, &show.input, session)?;
    show.input.allow_incomplete |= loaded.main.is_on("allow-incomplete");
    let run = input::open(&show.input, &[], loaded.configs, Level::Error, session)?.lint()?;
    let style =
        Style { color: session.color(&show.look), verbose: show.look.verbose, ..Style::default() };
    session.print(|out| match show.format {
        TextFormat::Human => report::show(&run, &style, out),
        TextFormat::Json => report::show_json(&run, out),
    })?;
    session.notes(&run, &show.look);
    Ok(if show.input.is_incomplete(&run) { INCOMPLETE } else { WELL })
}
