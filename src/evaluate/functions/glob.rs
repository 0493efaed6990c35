//! The files that a pattern names, as Terraform's `fileset` finds them.

use crate::disk::Entry;
use crate::evaluate::files::{Files, Found, clean, is_of_terraform};
use std::collections::BTreeSet;

/// How many names are looked at.
const MOST: usize = 20_000;
/// How deep folders are looked into.
const DEEPEST: usize = 40;
/// What stands where Terraform runs, or may stand there.
const OF_TERRAFORM: [&str; 6] = [
    ".terraform",
    ".terraform.lock.hcl",
    ".terraform.tfstate.lock.info",
    "terraform.tfstate",
    "terraform.tfstate.backup",
    "terraform.tfstate.d",
];

/// The files below `folder` that match, by their paths from there; `None` where that is not surely
/// known.
pub(super) fn files(files: &Files<'_>, folder: &str, pattern: &str) -> Option<BTreeSet<String>> {
    if folder.starts_with('/') || folder.contains('\\') || pattern.contains('\\') {
        return None;
    }
    let folder = clean(&format!("./{folder}"));
    let pattern = clean(&format!("{folder}/{pattern}"));
    let parts: Vec<&str> = pattern.split('/').collect();
    let mut search = Search { files, matches: BTreeSet::new(), looked: 0 };
    search.find(".", &parts, 0)?;
    search.matches.iter().map(|path| from(&folder, path)).collect()
}

/// The way from a folder to a file, both from the same place.
fn from(folder: &str, path: &str) -> Option<String> {
    let mut folder: Vec<&str> = folder.split('/').filter(|part| *part != ".").collect();
    let mut path: Vec<&str> = path.split('/').collect();
    while let (Some(one), Some(other)) = (folder.first(), path.first())
        && one == other
    {
        folder.remove(0);
        path.remove(0);
    }
    let up =
        folder.iter().map(|part| (*part != "..").then_some("..")).collect::<Option<Vec<_>>>()?;
    Some([up, path].concat().join("/"))
}

fn join(folder: &str, name: &str) -> String {
    clean(&format!("{folder}/{name}"))
}

struct Search<'a, 'b> {
    files: &'a Files<'b>,
    matches: BTreeSet<String>,
    looked: usize,
}

impl Search<'_, '_> {
    /// Adds what matches `parts` from `folder`; `None` where that is not known.
    fn find(&mut self, folder: &str, parts: &[&str], depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let is_pattern = |part: &&str| part.contains(['*', '?', '[', '{']);
        let plain = parts.iter().position(is_pattern).unwrap_or(parts.len());
        let (names, patterns) = parts.split_at_checked(plain)?;
        if names.iter().any(|name| is_of_terraform(name)) {
            return None;
        }
        let folder = names.iter().fold(folder.to_owned(), |folder, name| join(&folder, name));
        let entry = match self.files.entry(&folder) {
            Found::There(entry) => entry,
            Found::Not => return Some(()),
            Found::Unsure => return None,
        };
        let Some((pattern, rest)) = patterns.split_first() else {
            return self.add(folder, entry);
        };
        if entry != Entry::Folder {
            return Some(());
        }
        let Found::There(names) = self.files.names(&folder) else { return None };
        self.looked += names.len() + 1;
        if self.looked > MOST {
            return None;
        }
        if *pattern != "**" {
            return self.children(&folder, &names, (pattern, rest), depth);
        }
        passes_terraform_by(&folder, pattern)?;
        for (name, entry) in &names {
            match entry {
                Entry::Folder => self.find(&join(&folder, name), patterns, depth + 1)?,
                entry if rest.is_empty() => self.add(join(&folder, name), *entry)?,
                _ => {}
            }
        }
        match rest.split_first() {
            Some((pattern, rest)) => self.children(&folder, &names, (pattern, rest), depth),
            None => Some(()),
        }
    }

    fn children(
        &mut self,
        folder: &str,
        names: &[(String, Entry)],
        (pattern, rest): (&str, &[&str]),
        depth: usize,
    ) -> Option<()> {
        passes_terraform_by(folder, pattern)?;
        for (name, entry) in names {
            if !matches(pattern, name)? {
                continue;
            }
            match rest {
                [] => self.add(join(folder, name), *entry)?,
                rest => self.find(&join(folder, name), rest, depth + 1)?,
            }
        }
        Some(())
    }

    fn add(&mut self, path: String, entry: Entry) -> Option<()> {
        match entry {
            Entry::File => {
                self.matches.insert(path);
            }
            Entry::Folder => {}
            // A link to nowhere is refused, a device is passed over.
            Entry::Nothing => return None,
        }
        Some(())
    }
}

/// `None` where a pattern takes in what Terraform itself puts beside the configuration.
fn passes_terraform_by(folder: &str, pattern: &str) -> Option<()> {
    let takes = |name: &str| pattern == "**" || matches(pattern, name) != Some(false);
    (folder != "." || !OF_TERRAFORM.iter().any(|name| takes(name))).then_some(())
}

/// Whether a name matches one part of a pattern; `None` where the pattern is broken.
fn matches(pattern: &str, name: &str) -> Option<bool> {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    part_matches(&pattern, &name, &mut 100_000)
}

fn part_matches(pattern: &[char], name: &[char], steps: &mut usize) -> Option<bool> {
    *steps = steps.checked_sub(1)?;
    let Some((first, rest)) = pattern.split_first() else { return Some(name.is_empty()) };
    match first {
        '*' => {
            if rest.is_empty() {
                return Some(true);
            }
            for skipped in 0..name.len() {
                if part_matches(rest, name.get(skipped..)?, steps)? {
                    return Some(true);
                }
            }
            // Behind the name only a star matches.
            Some(name.is_empty() && rest == ['*'])
        }
        '[' => {
            let end = rest.iter().position(|c| *c == ']')?;
            let (class, after) = rest.split_at_checked(end)?;
            let Some((next, others)) = name.split_first() else { return Some(false) };
            if !class_has(class, *next)? {
                return Some(false);
            }
            part_matches(after.get(1..)?, others, steps)
        }
        '{' => {
            let end = rest.iter().position(|c| *c == '}')?;
            let (options, after) = rest.split_at_checked(end)?;
            if name.is_empty() {
                return Some(false);
            }
            for option in options.split(|c| *c == ',') {
                let whole = [option, after.get(1..)?].concat();
                if part_matches(&whole, name, steps)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        other => match name.split_first() {
            Some((next, others)) if *other == '?' || other == next => {
                part_matches(rest, others, steps)
            }
            _ => Some(false),
        },
    }
}

/// Whether a character is in a class, which begins with `^` if it has what is not in it.
fn class_has(class: &[char], wanted: char) -> Option<bool> {
    let (negated, mut rest) = match class.split_first()? {
        ('^', rest) => (true, rest),
        _ => (false, class),
    };
    let mut found = false;
    while let Some((low, after)) = rest.split_first() {
        let (high, after) = match after {
            ['-', high, after @ ..] => (high, after),
            ['-'] => return None,
            after => (low, after),
        };
        if *low == '-' || *high == '-' {
            return None;
        }
        found |= (*low..=*high).contains(&wanted);
        rest = after;
    }
    Some(found != negated)
}
