//! What people wrote to suppress findings of a run: comments in its files, and entries of the
//! configurations that count for them.

use crate::discover::{Files, shown};
use crate::disk::{Disk, repository_of};
use crate::model::{Gap, Hides};
use crate::rules::RULES;
use crate::source::{Problem, SourceId};
use crate::suppress::Suppressions;
use crate::{Run, Settings, config};
use std::path::Path;

/// The group of the rules that join what different folders hold.
const ACCESS: &str = "access";

/// All of them, and the configurations that have entries.
pub(crate) fn read(
    disk: &dyn Disk,
    files: &mut Files,
    run: &Run,
    settings: &Settings<'_>,
) -> (Suppressions, Vec<SourceId>) {
    let mut ids = Vec::new();
    if settings.no_ignores {
        return (Suppressions::default(), ids);
    }
    let all = RULES.iter().chain(settings.rules.iter().copied());
    let mut found = Suppressions::read(&files.sources, all.clone(), settings.today);
    let is_open = |gap: &Gap| gap.hides == Hides::Anything;
    let is_broken = run.model.problems.iter().any(Problem::breaks);
    found.sees_all = run.incomplete.is_empty() && !is_broken && !run.model.gaps.iter().any(is_open);
    if !is_estate(disk, files, settings) {
        found.unsure =
            all.clone().filter(|rule| rule.group == ACCESS).map(|rule| rule.name).collect();
    }
    let names: Vec<&str> = all.map(|rule| rule.name).collect();
    let configs = &settings.configs;
    for (file, base) in configs.read_files() {
        // Read anew, for a fix may have changed it.
        let text = disk.read(Path::new(&file)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let text = text.unwrap_or_default();
        let (entries, _) = config::ignores::read(&text, &names);
        if entries.is_empty() {
            continue;
        }
        let id = files.add(Path::new(&file));
        files.sources.set_text(id, text);
        let whole = |path: &str| configs.whole(disk, Path::new(path));
        let inside = |path: &str| {
            let inside = whole(path).strip_prefix(&base).map(shown).ok()?;
            configs.governs(disk, &file, Path::new(path)).then_some(inside)
        };
        let is_whole = files.whole.iter().any(|given| base.starts_with(whole(given)));
        found.entries(&files.sources, id, entries, is_whole, inside);
        ids.push(id);
    }
    (found, ids)
}

/// Whether all of the repository was looked at, or there is none: what a rule of [`ACCESS`] does not say of
/// one folder, it may say of all of them together.
fn is_estate(disk: &dyn Disk, files: &Files, settings: &Settings<'_>) -> bool {
    let whole = |path: &Path| settings.configs.whole(disk, path);
    let Some(first) = settings.paths.first().map(|path| whole(path)) else { return true };
    repository_of(disk, &first)
        .is_none_or(|top| files.whole.iter().any(|given| top.starts_with(whole(Path::new(given)))))
}
