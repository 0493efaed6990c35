//! Which `bluelint.toml` counts, and what flags say over it.

use super::args::{Check, Configured, Format, Input};
use super::input::below;
use super::select::LIST;
use super::{Session, Stop};
use crate::config::{Config, Configs, Flags, How, Value, misfit, misfit_account, misfit_glob};
use crate::discover::shown;
use crate::disk::{Disk, Entry, folder_of};
use crate::report::text::one_line;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The configurations of a run, and the one of its first path, which counts for what concerns the
/// whole run.
pub(super) struct Loaded {
    pub(super) configs: Configs,
    pub(super) main: Arc<Config>,
}

/// The configurations for what `input` names.
pub(super) fn load(
    configured: &Configured,
    input: &Input,
    session: &Session<'_>,
) -> Result<Loaded, Stop> {
    let mut flags = Flags::default();
    let how = said(configured, &mut flags, session.disk, session)?;
    add_input(configured, input, &mut flags, session)?;
    open(how, flags, input, session.disk, session)
}

/// The configurations for `check`, which has flags that say more; `disk` is the one that counts.
pub(super) fn of_check(
    check: &Check,
    disk: &dyn Disk,
    session: &Session<'_>,
) -> Result<Loaded, Stop> {
    let mut flags = Flags::default();
    let how = said(&check.config, &mut flags, disk, session)?;
    add_input(&check.config, &check.input, &mut flags, session)?;
    let lists = [
        ("select", &check.select),
        ("extend-select", &check.extend_select),
        ("ignore", &check.ignore),
    ];
    for (name, words) in lists {
        for word in words {
            if let Some(message) = misfit(session.rules, word) {
                let message = one_line(&message).into_owned();
                return Err(Stop::Usage(format!("{}{message}\n{LIST}", session.blame(name))));
            }
        }
        set_list(&mut flags, ("flags", name), words, session);
    }
    let levels = [("min-severity", check.min_severity), ("fail-on", check.fail_on)];
    for (name, level) in levels {
        set_word(&mut flags, ("lint", name), level.as_ref(), session);
    }
    let formats = check.format.first().filter(|_| check.format.len() == 1).copied();
    set_word(&mut flags, ("output", "format"), formats.as_ref(), session);
    set_word(&mut flags, ("output", "color"), check.look.color.as_ref(), session);
    set_flag(&mut flags, "exit-zero", check.exit_zero, session);
    // Whoever ignores all of them wants none, as in a file.
    let chooses = lists.iter().any(|(_, words)| !words.is_empty())
        && !check.ignore.iter().any(|word| word == "all");
    let loaded = open(how, flags, &check.input, disk, session)?;
    let folder = session.env.folder.clone().unwrap_or_default();
    let profile = loaded.main.profile(&folder.join(check.input.first()), session.rules);
    if chooses && !session.rules.iter().any(|rule| profile.runs(rule.name)) {
        let text = "--select and --ignore leave no rule to run".to_owned();
        return Err(Stop::Usage(text));
    }
    Ok(loaded)
}

/// Takes over from the configuration what the command line does not say of the whole run.
pub(super) fn complete(check: &mut Check, main: &Config) {
    let format = main.word("output", "format").and_then(|word| Format::from_str(word, false).ok());
    if let (true, Some(format)) = (check.format.is_empty(), format) {
        for output in &mut check.outputs {
            output.format = format;
        }
    }
    let color = main.word("output", "color");
    check.look.color =
        check.look.color.or(color.and_then(|word| ValueEnum::from_str(word, false).ok()));
    check.exit_zero |= main.is_on("exit-zero");
    check.input.allow_incomplete |= main.is_on("allow-incomplete");
}

fn open(
    how: How,
    flags: Flags,
    input: &Input,
    disk: &dyn Disk,
    session: &Session<'_>,
) -> Result<Loaded, Stop> {
    let (working, user) = (session.env.folder.clone(), session.env.config_folder.clone());
    let rules = session.rules.to_vec();
    let mut configs = Configs::default();
    (configs.how, configs.flags, configs.rules) = (how, flags, rules);
    (configs.working, configs.user) = (working, user);
    let main = configs.of(disk, folder_of(disk, input.first()));
    configs.check().map_err(Stop::Configuration)?;
    Ok(Loaded { configs, main })
}

/// Which files count, and what `--config KEY=VALUE` says.
fn said(
    configured: &Configured,
    flags: &mut Flags,
    disk: &dyn Disk,
    session: &Session<'_>,
) -> Result<How, Stop> {
    let mut file: Option<PathBuf> = None;
    for word in &configured.config {
        let path = below(session.env.folder.as_deref(), Path::new(word));
        let text = word.to_str().filter(|text| text.contains('='));
        if disk.entry(&path) == Entry::File {
            if let Some(earlier) = file.replace(path.clone()) {
                let (one, other) = (shown(&earlier), shown(&path));
                let text = format!("--config names `{one}` and `{other}`; one file counts for all");
                return Err(Stop::Usage(one_line(&text).into_owned()));
            }
        } else if let Some(text) = text {
            let base = session.env.folder.clone().unwrap_or_default();
            let taken = flags.take("--config", text, &base, (session.disk, session.rules));
            taken.map_err(Stop::Configuration)?;
        } else {
            let why = match session.disk.entry(&path) {
                Entry::File => "it is not staged",
                _ => "there is no such file, and no `=` as in KEY=VALUE",
            };
            let path = shown(&path);
            let text = format!("{}`{path}` cannot be read: {why}", session.blame("config"));
            return Err(Stop::Usage(one_line(&text).into_owned()));
        }
    }
    match (file, configured.isolated) {
        (Some(file), true) => {
            let file = one_line(&shown(&file)).into_owned();
            let text = format!("--isolated reads no file, and --config names `{file}`");
            Err(Stop::Usage(text))
        }
        (Some(file), false) => Ok(How::File(file)),
        (None, true) => Ok(How::None),
        (None, false) => Ok(How::Nearest),
    }
}

fn add_input(
    configured: &Configured,
    input: &Input,
    flags: &mut Flags,
    session: &Session<'_>,
) -> Result<(), Stop> {
    if let Some(id) = &configured.account {
        if let Some(message) = misfit_account(id) {
            let text = format!("{}{message}", session.blame("account"));
            return Err(Stop::Usage(one_line(&text).into_owned()));
        }
        set(flags, ("accounts", "default"), "account", Value::Text(id.clone()), session);
    }
    for (name, globs) in [("exclude", &input.exclude), ("extend-exclude", &input.extend_exclude)] {
        if let Some(message) = globs.iter().find_map(|glob| misfit_glob(glob)) {
            let text = format!("--{name}: {message}");
            return Err(Stop::Usage(one_line(&text).into_owned()));
        }
        set_list(flags, ("lint", name), globs, session);
    }
    set_flag(flags, "force-exclude", input.force_exclude, session);
    set_flag(flags, "no-ignore-vcs", input.no_ignore_vcs, session);
    set_flag(flags, "allow-incomplete", input.allow_incomplete, session);
    Ok(())
}

fn set(flags: &mut Flags, key: (&str, &str), flag: &str, value: Value, session: &Session<'_>) {
    let base = session.env.folder.clone().unwrap_or_default();
    flags.set(key, value, &session.source_of(flag), &base);
}

fn set_list(flags: &mut Flags, key: (&str, &str), words: &[String], session: &Session<'_>) {
    if !words.is_empty() {
        set(flags, key, key.1, Value::List(words.to_vec()), session);
    }
}

fn set_flag(flags: &mut Flags, name: &str, is_on: bool, session: &Session<'_>) {
    if is_on {
        set(flags, ("lint", name), name, Value::Flag(true), session);
    }
}

fn set_word<T: ValueEnum>(
    flags: &mut Flags,
    key: (&str, &str),
    word: Option<&T>,
    session: &Session<'_>,
) {
    if let Some(word) = word.and_then(ValueEnum::to_possible_value) {
        set(flags, key, key.1, Value::Text(word.get_name().to_owned()), session);
    }
}
