//! A path of names and indexes -> the value that stands there.

use super::Node;

impl Node {
    /// The value at `path`: `target[0].crn`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split(['.', '[']).try_fold(self, |node, part| match part.strip_suffix(']') {
            Some(index) => node.items()?.get(index.parse::<usize>().ok()?),
            None => node.get(part).map(|entry| &entry.value),
        })
    }
}
