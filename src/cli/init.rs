//! `bluelint init`: a commented `bluelint.toml` to start from.

use super::args::Init;
use super::{Session, Stop, WELL};
use crate::config::NAMES;
use crate::discover::shown;
use crate::disk::Entry;
use crate::report::ink::Ink;
use crate::report::text::one_line;
use std::io;

/// What is written.
const TEXT: &str = include_str!("init.toml");

/// Writes the file, unless there is one, and says what to do next.
pub(super) fn run(init: &Init, session: &mut Session<'_>) -> Result<u8, Stop> {
    let called = |path: &std::path::Path| one_line(&shown(path)).into_owned();
    if session.disk.entry(&init.folder) != Entry::Folder {
        return Err(Stop::Usage(format!("there is no folder `{}`", called(&init.folder))));
    }
    let is_there = |file: &std::path::Path| {
        Stop::Usage(format!("`{}` is there already, and is left as it is", called(file)))
    };
    for name in NAMES {
        let file = init.folder.join(name);
        if session.disk.entry(&file) != Entry::Nothing {
            return Err(is_there(&file));
        }
    }
    let [name, _] = NAMES;
    let file = init.folder.join(name);
    session.disk.create(&file, TEXT.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => is_there(&file),
        _ => Stop::Write(io::Error::other(format!("{}: {error}", called(&file)))),
    })?;
    let bold = |text: &str| Ink::Bold.paint(session.color(&init.look), text);
    let text = format!(
        "wrote {}\n\n\
         It changes nothing yet: every setting in it is a comment. What to do next:\n  \
         {}                  see what is found\n  \
         {}  see every setting, and where it is said\n  \
         {}            see which rules there are\n  \
         {}     see what a rule means\n\
         Snippets for pre-commit, GitHub Actions and GitLab stand at its end.\n",
        called(&file),
        bold("bluelint"),
        bold("bluelint --show-settings"),
        bold("bluelint rules"),
        bold("bluelint explain RULE"),
    );
    session.print(|out| out.write_all(text.as_bytes()))?;
    Ok(WELL)
}
