//! `--watch`: check, wait until a file changes, check again.

use super::args::Check;
use super::{Session, Stop, check};
use crate::config::NAMES;
use crate::disk::{Entry, Stamp};
use crate::report::text::counted;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long is waited at least between two looks at the files.
const LEAST: Duration = Duration::from_millis(300);
/// A look may take no more than one part in so many of the time.
const SHARE: u32 = 10;
/// Clears a terminal and goes to its top.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

/// Who waits, as long as it is told to; that it does not want to wait any more ends the watch.
#[derive(Clone)]
pub struct Pause(Arc<dyn Fn(Duration) -> bool + Send + Sync>);

impl Pause {
    /// Waits by calling `wait`.
    pub fn new(wait: impl Fn(Duration) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }
}

impl fmt::Debug for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pause")
    }
}

/// Checks whenever a file has changed. Ends when nobody waits any more or nobody reads what is
/// printed; the code is that of the last round.
pub(super) fn run(check: &Check, session: &mut Session<'_>) -> Result<u8, Stop> {
    let pause = session.env.pause.clone();
    let pause = pause.ok_or_else(|| Stop::Usage("there is nobody here who waits".to_owned()))?;
    if check.input.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Stop::Usage("standard input does not change, so nothing to wait for".into()));
    }
    loop {
        let mut known = stamps(check, session);
        let code = match check::run(check, session) {
            Ok(code) => code,
            // A path that is not there, a configuration that is wrong: it will be mended.
            Err(stop) => session.explain(stop),
        };
        if check.fixes.fix {
            known = stamps(check, session);
        }
        for path in &session.seen {
            known.entry(path.clone()).or_insert_with(|| session.disk.stamp(path));
        }
        if session.closed {
            return Ok(code);
        }
        if !check.quiet {
            let files = counted(known.values().flatten().count(), "file");
            session.note(&format!("waiting for a change in {files}; Ctrl-C ends it"), &check.look);
        }
        let _ = session.err.flush();
        if !changes(known, &pause, check, session) {
            return Ok(code);
        }
        if session.env.stdout_is_terminal && !session.env.term_is_dumb {
            session.print(|out| out.write_all(CLEAR))?;
        }
    }
}

/// Waits until the files are no longer as they were `known` to be, and stay as they are for a moment:
/// whoever saves several files shall not see a round for each. Whether there is another round.
fn changes(mut known: Stamps, pause: &Pause, check: &Check, session: &Session<'_>) -> bool {
    let (mut wait, mut moved) = (LEAST, false);
    while (pause.0)(wait) {
        let start = Instant::now();
        let mut now = stamps(check, session);
        for path in known.keys() {
            now.entry(path.clone()).or_insert_with(|| session.disk.stamp(path));
        }
        if now == known && moved {
            return true;
        }
        moved |= now != known;
        known = now;
        wait = LEAST.max(start.elapsed() * SHARE);
    }
    false
}

/// When each file was last written, as far as it is there.
type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

/// The files below the paths, those that the last round read beside them, and what may hold a
/// configuration.
fn stamps(check: &Check, session: &Session<'_>) -> Stamps {
    let disk = session.disk;
    let mut files: BTreeSet<PathBuf> = session.seen.iter().cloned().collect();
    for path in &check.input.paths {
        if disk.entry(path) == Entry::Folder {
            files.extend(disk.walk(path).files);
        } else {
            files.insert(path.clone());
            files.extend(disk.list(folder_of(path)).unwrap_or_default());
        }
    }
    files.extend(check.config.config.iter().map(PathBuf::from));
    let working = session.env.folder.as_deref().unwrap_or(Path::new(""));
    for folder in working.ancestors() {
        files.extend(NAMES.map(|name| folder.join(name)));
    }
    // What is written here itself is no change.
    let ours: Vec<&Path> =
        check.outputs.iter().filter_map(|output| output.file.as_deref()).collect();
    files.retain(|path| !ours.iter().any(|file| file == path || disk.is_same(file, path)));
    files.into_iter().map(|path| (path.clone(), disk.stamp(&path))).collect()
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}
