//! `bluelint check --show-settings`: which configuration counts, and every setting with where it is
//! said.

use super::args::Check;
use super::config::Loaded;
use super::{Session, Stop, WELL};
use crate::discover::shown;
use crate::report::ink::Ink;
use crate::report::text::one_line;
use std::fmt::Write as _;

/// How far the places stand from the left, if what is in front of them is not too long.
const COLUMN: usize = 44;

/// Prints them.
pub(super) fn show(loaded: &Loaded, check: &Check, session: &mut Session<'_>) -> Result<u8, Stop> {
    let color = session.color(&check.look);
    let dim = |text: &str| Ink::Dim.paint(color, text);
    let (main, first) = (&loaded.main, check.input.first());
    let folder = session.env.folder.clone().unwrap_or_default();
    let path = folder.join(first);
    let mut out = String::new();
    let files: Vec<String> = main.files().map(|file| one_line(file).into_owned()).collect();
    let from = match files.split_first() {
        None => "no configuration file".to_owned(),
        Some((file, [])) => file.clone(),
        Some((file, more)) => format!("{file}, which extends {}", more.join(", which extends ")),
    };
    let _ = writeln!(out, "{}", dim(&format!("# {}: {from}", one_line(&shown(first)))));
    for (key, value, place) in main.settings(&path) {
        let line = one_line(&format!("{key} = {value}")).into_owned();
        let place = dim(&format!("# {}", one_line(&place)));
        let _ = writeln!(out, "{line:COLUMN$} {place}");
    }
    let profile = main.profile(&path, session.rules);
    let off: Vec<&str> =
        session.rules.iter().map(|rule| rule.name).filter(|rule| !profile.runs(rule)).collect();
    let count = session.rules.len() - off.len();
    let without =
        if off.is_empty() { String::new() } else { format!(", without {}", off.join(", ")) };
    let _ = writeln!(
        out,
        "{}",
        dim(&format!("# {count} of {} rules look{without}", session.rules.len()))
    );
    session.print(|to| to.write_all(out.as_bytes()))?;
    Ok(WELL)
}
