//! Which `bluelint.toml` counts, and what it says.

use super::args::{Configured, Input};
use super::input::below;
use super::{Session, Stop};
use crate::config::{Config, NAMES};
use crate::discover::shown;
use crate::disk::{Disk, Entry};
use crate::report::text::one_line;
use std::path::{Component, Path, PathBuf};

/// The configuration that counts for `input`: the one that is named, or the nearest above its paths.
pub(super) fn load(
    configured: &Configured,
    input: &Input,
    session: &Session<'_>,
) -> Result<Config, Stop> {
    let mut config = read(configured, input, session)?;
    if let Some(id) = &configured.account
        && !config.set_account(id)
    {
        return Err(Stop::Usage(format!(
            "`{}` is no account ID, which has 32 hexadecimal digits in lower case",
            one_line(id)
        )));
    }
    Ok(config)
}

fn read(configured: &Configured, input: &Input, session: &Session<'_>) -> Result<Config, Stop> {
    let Configured { config, no_config, account: _ } = configured;
    if *no_config {
        return Ok(Config::default());
    }
    let folder = session.env.folder.as_deref();
    let file = match config {
        Some(file) => Some(below(folder, file)),
        None => nearest(input, session)?,
    };
    let Some(file) = file else { return Ok(Config::default()) };
    let path = one_line(&shown(&file)).into_owned();
    let bytes = session.disk.read(&file);
    let bytes = bytes.map_err(|error| Stop::Usage(format!("`{path}` cannot be read: {error}")))?;
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| Stop::Usage(format!("`{path}` is not UTF-8")))?;
    let mut config = Config::parse(&path, &text, session.rules).map_err(Stop::Configuration)?;
    let base = file.parent().unwrap_or(Path::new(""));
    config.set_file(file.clone(), folder.unwrap_or(Path::new("")).to_owned());
    config.name_folders(|path| names(folder, &base.join(path)));
    Ok(config)
}

/// What a folder that a configuration names is called in a run: by its way from the working directory,
/// or by its whole path. All that is checked may lie below it.
fn names(working: Option<&Path>, path: &Path) -> Vec<String> {
    let Some(working) = working else { return vec![shown(path)] };
    let whole = working.join(path);
    let inside = below(Some(working), Path::new(&shown(&whole)));
    let inside = if working.starts_with(&whole) { ".".to_owned() } else { shown(&inside) };
    vec![inside, shown(&whole)]
}

/// The nearest file above the paths. Two that differ are an error: to take one of them for all would
/// judge half of the files by the rules of others.
fn nearest(input: &Input, session: &Session<'_>) -> Result<Option<PathBuf>, Stop> {
    let folder = session.env.folder.as_deref();
    let mut first: Option<(&Path, Option<PathBuf>)> = None;
    for path in &input.paths {
        let named = input.stdin_filename.as_deref();
        let is_dash = path.as_os_str() == "-";
        let path = if is_dash { named.unwrap_or(Path::new(".")) } else { path.as_path() };
        let found = above(session.disk, folder, path);
        match &first {
            Some((other, file)) if *file != found => {
                let name = |file: &Option<PathBuf>| {
                    let shown = file.as_deref().map(|file| format!("`{}`", shown(file)));
                    shown.unwrap_or_else(|| "no configuration".to_owned())
                };
                let text = format!(
                    "`{}` has {}, and `{}` has {}; check them apart, or say which counts with --config",
                    shown(other),
                    name(file),
                    shown(path),
                    name(&found)
                );
                return Err(Stop::Usage(one_line(&text).into_owned()));
            }
            Some(_) => {}
            None => first = Some((path, found)),
        }
    }
    Ok(first.and_then(|(_, file)| file))
}

/// The nearest configuration in the folder of `path` or above it, up to the folder of the repository;
/// without one, up to the working directory.
fn above(disk: &dyn Disk, working: Option<&Path>, path: &Path) -> Option<PathBuf> {
    let whole = working.map_or_else(|| path.to_owned(), |folder| folder.join(path));
    let climbs = whole.components().any(|part| part == Component::ParentDir);
    let real = if climbs { disk.real(&whole).ok()? } else { whole };
    let plain: PathBuf =
        real.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    let is_folder = disk.entry(&plain) == Entry::Folder || plain.as_os_str().is_empty();
    let start = if is_folder { plain.as_path() } else { plain.parent()? };
    let folders: Vec<&Path> = start.ancestors().collect();
    let repository =
        folders.iter().position(|folder| disk.entry(&folder.join(".git")) != Entry::Nothing);
    let count = repository.map_or_else(
        || folders.iter().filter(|one| working.is_none_or(|top| one.starts_with(top))).count(),
        |at| at + 1,
    );
    let files = folders.iter().take(count.max(1)).flat_map(|one| NAMES.map(|name| one.join(name)));
    let found = files.into_iter().find(|file| disk.entry(file) == Entry::File)?;
    Some(below(working, &found))
}
