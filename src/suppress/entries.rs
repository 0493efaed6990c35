//! The entries `[[ignore]]` of a configuration: which bytes of which files they cover.

use super::{Named, Removal, Scope, Suppression, Suppressions};
use crate::config::ignores::{Ignore, glob};
use crate::finding::By;
use crate::model::{Slip, SlipKind};
use crate::parse::json::{self, skim};
use crate::source::{SourceId, Sources, Span};
use std::collections::HashMap;
use std::ops::Range;

/// What becomes of an entry.
enum Reach {
    /// It covers these bytes.
    Covers(Span),
    /// Its pointer leads nowhere in this file.
    Nowhere(SourceId),
}

impl Suppressions {
    /// Adds the `entries` of the configuration `file`. `inside` makes of the path of a file the one
    /// from the folder of the configuration; with `is_whole`, all files in there were given.
    pub fn entries(
        &mut self,
        sources: &Sources,
        file: SourceId,
        entries: Vec<Ignore>,
        is_whole: bool,
        inside: impl Fn(&str) -> Option<String>,
    ) {
        let names = Names::of(&entries);
        let mut reaches: HashMap<usize, Vec<Reach>> = HashMap::new();
        for (id, source) in sources.iter().filter(|(id, _)| *id != file) {
            let Some(path) = inside(&source.path) else { continue };
            for at in names.matching(&path) {
                let Some(entry) = entries.get(at) else { continue };
                let text = source.text();
                let all = 0..text.len() + 1;
                let parts = entry.pointer.as_ref();
                let found = parts.map_or_else(|| vec![all], |parts| find(id, text, parts));
                let reaches = reaches.entry(at).or_default();
                if found.is_empty() {
                    reaches.push(Reach::Nowhere(id));
                }
                reaches.extend(found.into_iter().map(|one| Reach::Covers(Span::new(id, one))));
            }
        }
        for (at, entry) in entries.into_iter().enumerate() {
            let reaches = reaches.remove(&at).unwrap_or_default();
            let all = self.list.len();
            let mut judged = !reaches.is_empty();
            for reach in &reaches {
                if let Reach::Covers(Span { source, start, end }) = *reach {
                    let scope = Scope { start, end, furthest: 0, of: all };
                    self.scopes.entry(source).or_default().push(scope);
                }
            }
            let place = Span::new(file, entry.place.clone());
            let nowhere = reaches.iter().all(|reach| matches!(reach, Reach::Nowhere(_)));
            if nowhere && self.sees_all && (is_whole || judged) {
                judged = false;
                let message = lost(sources, &reaches, &entry);
                self.unreached.push((all, place, message));
            }
            self.list.push(entry_of(file, entry, judged));
        }
        self.sort();
    }

    /// The entries that are about nothing that is there.
    pub(super) fn lost_entries(&self) -> impl Iterator<Item = Slip> {
        self.unreached.iter().map(|(at, span, message)| Slip {
            kind: SlipKind::Unused,
            span: *span,
            message: message.clone(),
            help: "correct it, or remove the entry".to_owned(),
            mend: self.list.get(*at).and_then(Suppression::removal).map(|mut mend| {
                // What it is about may only have got another name.
                mend.unsure = true;
                mend
            }),
        })
    }
}

fn lost(sources: &Sources, reaches: &[Reach], entry: &Ignore) -> String {
    match reaches.first() {
        Some(Reach::Nowhere(id)) => {
            let pointer = entry.pointer.iter().flatten().map(|part| format!("/{part}"));
            let pointer = pointer.collect::<String>();
            format!("`{pointer}` leads nowhere in `{}`", sources.get(*id).path)
        }
        _ => format!("no file that was looked at is `{}`", entry.paths.join("` or `")),
    }
}

fn entry_of(file: SourceId, entry: Ignore, judged: bool) -> Suppression {
    let named = entry.rules.into_iter();
    Suppression {
        by: By::Configuration,
        span: Span::new(file, entry.place),
        rules: named.map(|(at, name)| Named { name, span: Span::new(file, at) }).collect(),
        until: entry.until,
        reason: entry.reason,
        removal: entry.whole.map(|whole| Removal::Bytes(Span::new(file, whole))),
        exact: true,
        judged,
    }
}

/// Which entries are about which paths: those that name files are found at once.
struct Names {
    plain: HashMap<String, Vec<usize>>,
    patterns: Vec<(globset::GlobMatcher, usize)>,
}

impl Names {
    fn of(entries: &[Ignore]) -> Self {
        let mut names = Self { plain: HashMap::new(), patterns: Vec::new() };
        for (at, entry) in entries.iter().enumerate() {
            for path in &entry.paths {
                if path.contains(['*', '?', '[', '{', '\\']) {
                    names.patterns.extend(glob(path).ok().map(|glob| (glob, at)));
                } else {
                    names.plain.entry(path.clone()).or_default().push(at);
                }
            }
        }
        names
    }

    fn matching(&self, path: &str) -> Vec<usize> {
        let plain = self.plain.get(path).into_iter().flatten().copied();
        let patterns = self.patterns.iter().filter(|(glob, _)| glob.is_match(path));
        let mut all: Vec<usize> = plain.chain(patterns.map(|(_, at)| *at)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The bytes of the value to which a pointer leads, with its name; of each, where a name stands twice.
fn find(id: SourceId, text: &str, parts: &[String]) -> Vec<Range<usize>> {
    let start = skim::begin(text);
    // Each with the byte at which its value begins.
    let mut found = vec![(start..text.len(), start)];
    for part in parts {
        let below = found.iter().map(|(_, at)| step(id, text, *at, part));
        found = below.flatten().collect();
    }
    found.into_iter().map(|(range, _)| range).collect()
}

/// What `part` of a pointer leads to in the value that begins at `at`.
fn step(id: SourceId, text: &str, at: usize, part: &str) -> Vec<(Range<usize>, usize)> {
    let named = |member: skim::Member| {
        let quoted = member.name.start.checked_sub(1)?..member.name.end + 1;
        let raw = text.get(member.name.clone())?;
        let is_it = if raw.contains('\\') {
            json::part(id, text, quoted.clone())?.text() == Some(part)
        } else {
            raw == part
        };
        is_it.then_some((quoted.start..member.value.end, member.value.start))
    };
    if text.as_bytes().get(at) == Some(&b'{') {
        return skim::members(text, at).map_while(Result::ok).filter_map(named).collect();
    }
    let nth = part.parse().ok();
    let item = nth.and_then(|nth| skim::items(text, at).map_while(Result::ok).nth(nth));
    item.map(|item| (item.clone(), item.start)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_values_with_their_names() {
        let text = "\u{feff} {\"a\": [1, {\"b/~\": 2}], \"\\u00e4\": {\"\": [3]}, \"0\": 4}";
        let leads = |pointer: &[&str]| {
            let parts: Vec<String> = pointer.iter().map(|part| (*part).to_owned()).collect();
            find(SourceId(0), text, &parts).pop().map(|range| &text[range])
        };
        assert_eq!(leads(&["a", "1", "b/~"]), Some("\"b/~\": 2"));
        assert_eq!(leads(&["a", "0"]), Some("1"));
        assert_eq!(leads(&["\u{e4}", ""]), Some("\"\": [3]"));
        assert_eq!(leads(&["0"]), Some("\"0\": 4"));
        assert_eq!(leads(&[]), Some(text.trim_start_matches(['\u{feff}', ' '])));
        for nowhere in [&["b"][..], &["a", "2"], &["a", "x"], &["a", "0", "0"], &["a", "-"]] {
            assert_eq!(leads(nowhere), None);
        }
    }
}
