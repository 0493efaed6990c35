//! Whether the files that git lists as changed are: it lists those with another date too.

use super::Git;
use super::changes::Entry;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;

impl Git {
    /// The entries without those whose file below `top` holds what it held before, in the form in
    /// which git would keep it: with other ends of lines, it may be. Filters do not run if this git
    /// is one without.
    pub(super) fn really(&self, top: &Path, listed: Vec<Entry>) -> Result<Vec<Entry>, String> {
        if !listed.iter().any(Entry::may_be_same) {
            return Ok(listed);
        }
        let hash = ["hash-object".as_ref(), "--stdin-paths".as_ref()];
        let mut command = self.command(["-C".as_ref(), top.as_os_str()].into_iter().chain(hash));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut git = command.spawn().map_err(|error| self.missing(&error))?;
        let pipes = git.stdin.take().zip(git.stdout.take());
        let Some((mut asked, told)) = pipes else { return Ok(listed) };
        let mut told = BufReader::new(told);
        let mut is_same = |entry: &Entry| -> io::Result<bool> {
            // A path is a line here, and one in quotes is taken out of them.
            let path = entry.path.to_str().filter(|path| !path.contains(['\n', '\r', '"']));
            let Some(path) = path.filter(|_| entry.may_be_same()) else { return Ok(false) };
            writeln!(asked, "{path}").and_then(|()| asked.flush())?;
            let mut id = String::new();
            told.read_line(&mut id)?;
            Ok(id.trim_end() == entry.old)
        };
        // Git ends at the first file that it cannot read; what comes after it counts as changed.
        let changed = listed.into_iter().filter(|entry| !is_same(entry).unwrap_or(false)).collect();
        drop(asked);
        let _ = git.wait();
        Ok(changed)
    }
}
