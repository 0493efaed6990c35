//! What fixes would change -> a unified diff.

use crate::fix::{Changed, Mended, fixable};
use crate::report::ink::Ink;
use crate::report::text::{counted, one_line, visible};
use similar::{ChangeTag, TextDiff};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// How many lines are shown around a change.
const AROUND: usize = 3;

/// Writes the diff of one file. A `raw` one is to the byte as `patch` wants it; one that a person
/// sees in a terminal has nothing hidden in it.
pub(super) fn write(file: &Changed, color: bool, raw: bool, out: &mut dyn Write) -> io::Result<()> {
    let path = one_line(&file.shown);
    writeln!(out, "{}", Ink::Bold.paint(color, &format!("--- {path}")))?;
    writeln!(out, "{}", Ink::Bold.paint(color, &format!("+++ {path}")))?;
    let diff = TextDiff::from_lines(&*file.old, &*file.new);
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        writeln!(out, "{}", Ink::Info.paint(color, &hunk.header().to_string()))?;
        for change in hunk.iter_changes() {
            let line: &str = change.value();
            let bare = line.strip_suffix('\n').unwrap_or(line);
            let (sign, ink) = match change.tag() {
                ChangeTag::Delete => ('-', Some(Ink::Error)),
                ChangeTag::Insert => ('+', Some(Ink::Good)),
                ChangeTag::Equal => (' ', None),
            };
            let shown = format!(
                "{sign}{}",
                if raw { Cow::Borrowed(bare) } else { visible(bare.trim_end_matches('\r')) }
            );
            let shown = ink.map_or_else(|| shown.clone(), |ink| ink.paint(color, &shown));
            writeln!(out, "{shown}")?;
            if bare.len() == line.len() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// `2 findings would be fixed in 1 file`, and what else could be.
pub(super) fn summary(mended: &Mended) -> String {
    let (fixed, files) = (mended.run.fixed, mended.changed.len());
    let mut text = match fixed {
        0 => "nothing would be fixed".to_owned(),
        _ => format!("{} would be fixed in {}", counted(fixed, "finding"), counted(files, "file")),
    };
    if let (_, guesses @ 1..) = fixable(&mended.run) {
        let _ = write!(text, "; {guesses} more with --unsafe-fixes");
    }
    text
}
