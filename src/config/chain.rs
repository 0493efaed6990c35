//! The files of a configuration: one, what it extends, and what that extends in turn.

use super::bounds::{Bounds, HELP, OUT};
use super::read::Reader;
use super::setting::Layer;
use super::{Configs, Mistakes};
use crate::disk::{Disk, Entry};
use crate::source::SourceId;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A longer file is no configuration.
const LONGEST: usize = 1024 * 1024;
/// So many files may extend each other.
const DEEPEST: usize = 16;

/// Files that extend each other.
pub(super) struct Chain<'a> {
    pub(super) configs: &'a Configs,
    pub(super) disk: &'a dyn Disk,
    pub(super) mistakes: &'a mut Mistakes,
    /// What they may not leave.
    pub(super) bounds: Bounds,
    /// The files that were read, the nearest first, and from where the paths of each go.
    pub(super) files: Vec<(PathBuf, PathBuf)>,
}

impl Chain<'_> {
    /// Reads the file with which it begins.
    pub(super) fn first(&mut self, file: &Path, base: &Path) -> Layer {
        if !self.bounds.hold(self.disk, file) {
            let name = self.configs.called(file);
            let message = format!("`{name}` is a link that leads {OUT}, and is not read");
            return self.refuse(file, None, &message);
        }
        self.read(file, base, None)
    }

    /// Reads the file, which is named at a place in another one.
    fn read(&mut self, file: &Path, base: &Path, named: Option<(SourceId, Range<usize>)>) -> Layer {
        let name = self.configs.called(file);
        let cannot = |reason: &str| format!("`{name}` {reason}");
        if self.disk.entry(file) != Entry::File {
            let why = "is no file: it is a folder, a device, or a link that leads nowhere";
            return self.refuse(file, named, &cannot(why));
        }
        let bytes = match self.disk.read(file) {
            Ok(bytes) if bytes.len() <= LONGEST => bytes,
            Ok(_) => return self.refuse(file, named, &cannot("is longer than 1 MiB")),
            Err(error) => {
                return self.refuse(file, named, &cannot(&format!("cannot be read: {error}")));
            }
        };
        self.files.push((file.to_owned(), base.to_owned()));
        let source = self.mistakes.sources.add(name);
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            self.mistakes.add(source, at..at + 1, "this byte is not UTF-8");
            text
        });
        let is_text = self.mistakes.findings.last().is_none_or(|one| one.span.source != source);
        self.mistakes.sources.set_text(source, text);
        if !is_text {
            return Layer::default();
        }
        let rules = &self.configs.rules;
        let reader = Reader::read(source, Arc::from(base), rules, self.mistakes);
        let (layer, extends, var_files) = (reader.layer, reader.extends, reader.var_files);
        for (path, range) in var_files {
            let whole = self.configs.whole(self.disk, &base.join(&path));
            if !self.bounds.hold(self.disk, &whole) {
                self.leads_out(source, range, &path);
            } else if self.disk.entry(&whole) != Entry::File {
                let message = format!("there is no file `{path}`");
                self.mistakes.add(source, range, &message);
            }
        }
        let Some((path, range)) = extends else { return layer };
        // Wherever the patterns of this file go from, what it extends lies beside it.
        let beside = file.parent().unwrap_or(Path::new(""));
        let whole = self.configs.whole(self.disk, &beside.join(&path));
        let is_remote = path.contains("://") || path.starts_with("git@");
        if !is_remote && !self.bounds.hold(self.disk, &whole) {
            self.leads_out(source, range, &path);
            return layer;
        }
        if let Some(message) = self.misfit(&path, &whole) {
            self.mistakes.add(source, range, &message);
            return layer;
        }
        let base = whole.parent().unwrap_or(Path::new("")).to_owned();
        self.read(&whole, &base, Some((source, range))).under(layer)
    }

    /// Says that a path leads to what is none of our business.
    fn leads_out(&mut self, source: SourceId, range: Range<usize>, path: &str) {
        let message = format!("`{path}` leads {OUT}, and is not read");
        self.mistakes.add(source, range, &message).help(HELP);
    }

    /// What is wrong with extending the file at `whole`, which is named as `path`.
    fn misfit(&self, path: &str, whole: &Path) -> Option<String> {
        let is_remote = path.contains("://") || path.starts_with("git@");
        if is_remote {
            return Some(format!("`extend` takes the path of a file, and `{path}` is none"));
        }
        if self.files.iter().any(|(file, _)| file == whole) {
            return Some(format!("`{path}` extends this file in turn"));
        }
        if self.files.len() >= DEEPEST {
            return Some(format!("more than {DEEPEST} files extend each other"));
        }
        (self.disk.entry(whole) != Entry::File).then(|| format!("there is no file `{path}`"))
    }

    /// The file cannot be read: that is said where it is named.
    fn refuse(
        &mut self,
        file: &Path,
        named: Option<(SourceId, Range<usize>)>,
        message: &str,
    ) -> Layer {
        let (source, range) = named.unwrap_or_else(|| {
            let source = self.mistakes.sources.add(self.configs.called(file));
            (source, 0..0)
        });
        self.mistakes.add(source, range, message);
        Layer::default()
    }
}
