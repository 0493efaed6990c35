//! What fixes would change -> a unified diff.

use crate::fix::{Changed, Mended, fixable};
use crate::report::ink::Ink;
use crate::report::text::{counted, harmless, one_line, visible};
use similar::{ChangeTag, TextDiff};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// How many lines are shown around a change.
const AROUND: usize = 3;

/// How a diff is to look.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) color: bool,
    /// Nothing is hidden in it; otherwise it is to the byte as `patch` wants it.
    pub(super) for_people: bool,
    /// GitHub Actions looks for commands in it.
    pub(super) in_actions: bool,
}

/// Writes the diff of these files.
pub(super) fn write(files: &[Changed], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let token = token(files);
    let is_wrapped = style.in_actions && !files.is_empty();
    if is_wrapped {
        writeln!(out, "::stop-commands::{token}")?;
    }
    for file in files {
        write_one(file, style, out)?;
    }
    if is_wrapped { writeln!(out, "::{token}::") } else { Ok(()) }
}

/// A word that stands in none of the files, in capitals or not, so that none of them can let commands in again.
fn token(files: &[Changed]) -> String {
    let mut token = "bluelint-shows-a-diff".to_owned();
    let holds = |file: &Changed, token: &str| {
        [&file.shown, &file.old, &file.new]
            .iter()
            .any(|text| text.to_ascii_lowercase().contains(token))
    };
    // It grows with every file that holds it, so it is soon longer than what any of them holds.
    while files.iter().any(|file| holds(file, &token)) {
        token = format!("{token}{token}");
    }
    token
}

fn write_one(file: &Changed, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (path, color) = (one_line(&file.shown), style.color);
    // As `git apply` and `patch -p1` expect it; what stands at no place of its own is left alone.
    let is_inside = Path::new(&*path).is_relative() && !path.starts_with('<');
    let (old, new) = if is_inside { ("a/", "b/") } else { ("", "") };
    writeln!(out, "{}", Ink::Bold.paint(color, &format!("--- {old}{path}")))?;
    writeln!(out, "{}", Ink::Bold.paint(color, &format!("+++ {new}{path}")))?;
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
            let text = match style {
                Style { for_people: true, .. } => visible(bare.trim_end_matches('\r')),
                Style { in_actions: true, .. } => harmless(bare),
                _ => Cow::Borrowed(bare),
            };
            let shown = format!("{sign}{text}");
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
