//! The contents of files as git keeps them.

use super::Git;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::Stdio;

/// Contents larger than this are not read.
const LARGEST: u64 = crate::disk::LARGEST_FILE;

impl Git {
    /// The contents of these objects; those that are not there, or are very large, are left out.
    pub(super) fn blobs(
        &self,
        ids: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Vec<u8>>, String> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let failed = |error: io::Error| format!("git cannot be asked for contents: {error}");
        let mut command = self.command(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut git = command.spawn().map_err(|error| self.missing(&error))?;
        let pipes = git.stdin.take().zip(git.stdout.take());
        let Some((mut asked, told)) = pipes else { return Ok(BTreeMap::new()) };
        let mut told = BufReader::new(told);
        let mut found = BTreeMap::new();
        for id in ids {
            // One question at a time: neither side ever waits for the other to read.
            writeln!(asked, "{id}").and_then(|()| asked.flush()).map_err(failed)?;
            if let Some(bytes) = answer(&mut told).map_err(failed)? {
                found.insert(id.clone(), bytes);
            }
        }
        drop(asked);
        git.wait().map_err(failed)?;
        Ok(found)
    }
}

/// `ID blob SIZE`, the content and a line break, or a line that says that there is none.
fn answer(told: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    told.read_line(&mut head)?;
    if head.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut words = head.split_whitespace().skip(1);
    let (kind, size) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
    let Some(size) = size else { return Ok(None) };
    let mut content = told.take(size);
    let mut bytes = Vec::new();
    if kind == Some("blob") && size <= LARGEST {
        content.read_to_end(&mut bytes)?;
    } else {
        io::copy(&mut content, &mut io::sink())?;
    }
    told.take(1).read_to_end(&mut Vec::new())?;
    Ok((kind == Some("blob") && size <= LARGEST).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_to_the_byte() {
        let mut told: &[u8] =
            b"a1 blob 3\nx\n\0\na2 missing\na3 tree 2\n??\na4 blob 0\n\na5 blob 1\ny\n";
        assert_eq!(answer(&mut told).unwrap(), Some(b"x\n\0".to_vec()));
        assert_eq!(answer(&mut told).unwrap(), None);
        assert_eq!(answer(&mut told).unwrap(), None);
        assert_eq!(answer(&mut told).unwrap(), Some(Vec::new()));
        assert_eq!(answer(&mut told).unwrap(), Some(b"y".to_vec()));
        assert!(answer(&mut told).is_err());
    }
}
