//! `BLUELINT_…`: every flag as a variable of the environment, weaker than the flag itself.

use crate::near::{did_you_mean, nearest};
use crate::report::text::one_line;
use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};

/// How the variables begin.
pub const PREFIX: &str = "BLUELINT_";

/// With these flags no file is changed, whatever else is said.
const HOLD_BACK: [&str; 2] = ["diff", "show-files"];
/// With these files are.
const WRITE: [&str; 2] = ["fix", "add-ignores"];

/// A command line with what the environment says put in.
#[derive(Debug, Default)]
pub(super) struct Completed {
    pub(super) arguments: Vec<OsString>,
    /// The flags that come from the environment.
    pub(super) added: BTreeSet<String>,
    /// Variables that are none of ours but look like it.
    pub(super) notes: Vec<String>,
}

/// Puts what `variables` say into the command line, where it says nothing itself; an error says what
/// is wrong with a variable.
pub(super) fn complete(
    command: &Command,
    arguments: Vec<OsString>,
    variables: &[(String, OsString)],
) -> Result<Completed, String> {
    let mut done = Completed { arguments, ..Completed::default() };
    if variables.is_empty() {
        return Ok(done);
    }
    let mut command = command.clone();
    command.build();
    // What is wrong with the command line itself is said later.
    let parsed = command.clone().try_get_matches_from(&done.arguments);
    let Ok(matches) = parsed else { return Ok(done) };
    let Some((verb, matches)) = matches.subcommand() else { return Ok(done) };
    done.notes = strangers(&command, variables);
    let Some(verb) = command.find_subcommand(verb) else { return Ok(done) };
    let (mut added, mut dropped) = (Vec::new(), None);
    for (flag, arg) in flags(verb) {
        let name = variable(flag);
        let said = variables.iter().find(|(one, value)| *one == name && !value.is_empty());
        let Some((_, value)) = said else { continue };
        let word = word(flag, arg, value)?;
        if is_said(verb, arg, matches) {
            if HOLD_BACK.contains(&flag) && word.is_some() && !is_typed(arg, matches) {
                dropped = Some(name);
            }
            continue;
        }
        let Some(word) = word else { continue };
        if let Err(error) = check(&command, verb.get_name(), &name, value, &word) {
            // A format for all of a job may be one of `check` alone.
            let others = command.get_subcommands().filter(|other| {
                other.get_name() != verb.get_name() && flags(other).any(|(one, _)| one == flag)
            });
            let mut fits =
                others.map(|other| check(&command, other.get_name(), &name, value, &word).is_ok());
            if verb.get_name() == "check" || !fits.any(|fits| fits) {
                return Err(error);
            }
            continue;
        }
        added.push(word);
        done.added.insert(flag.to_owned());
    }
    let writes = flags(verb).any(|(flag, arg)| {
        WRITE.contains(&flag) && (is_typed(arg, matches) || done.added.contains(flag))
    });
    if let (true, Some(name)) = (writes, dropped) {
        let why = "says that nothing is to be changed, and another flag excludes it";
        return Err(format!("{name} {why}; take out one of the two"));
    }
    // Behind the verb, in front of what was typed, which may win over it.
    let at = done.arguments.len().min(2);
    done.arguments.splice(at..at, added);
    Ok(done)
}

/// The flags of a verb that people are told of.
fn flags(verb: &Command) -> impl Iterator<Item = (&str, &Arg)> {
    let shown = verb.get_arguments().filter(|arg| !arg.is_hide_set());
    let ours = shown.filter_map(|arg| Some((arg.get_long()?, arg)));
    ours.filter(|(flag, _)| !["help", "version"].contains(flag))
}

pub(super) fn variable(flag: &str) -> String {
    format!("{PREFIX}{}", flag.to_ascii_uppercase().replace('-', "_"))
}

/// Whether the command line says it.
fn is_typed(arg: &Arg, matches: &ArgMatches) -> bool {
    matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine)
}

/// Whether the command line says it, or what excludes it.
fn is_said(verb: &Command, arg: &Arg, matches: &ArgMatches) -> bool {
    let excludes = |one: &Arg, other: &Arg| {
        verb.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == other.get_id())
    };
    if arg.get_id() == "config" || arg.get_id() == "isolated" {
        // A file in the environment and keys on the command line go together.
        let words = matches.get_raw("config").into_iter().flatten();
        let mut files = words.filter(|word| !word.as_encoded_bytes().contains(&b'='));
        return matches.get_flag("isolated") || files.next().is_some();
    }
    let others = verb.get_arguments().filter(|other| is_typed(other, matches));
    is_typed(arg, matches)
        || others.into_iter().any(|other| excludes(arg, other) || excludes(other, arg))
}

/// What would be typed; nothing where a flag is said to be off.
fn word(flag: &str, arg: &Arg, value: &OsStr) -> Result<Option<OsString>, String> {
    let mut word = OsString::from(format!("--{flag}"));
    if !matches!(arg.get_action(), ArgAction::SetTrue) {
        word.push("=");
        word.push(value);
        return Ok(Some(word));
    }
    match value.to_ascii_lowercase().to_str() {
        Some("1" | "true" | "yes" | "on") => Ok(Some(word)),
        Some("0" | "false" | "no" | "off") => Ok(None),
        _ => {
            let name = variable(flag);
            Err(format!("{name} is `{}`; it takes 1 or 0", shown(value)))
        }
    }
}

/// An error if what a variable says is not what its flag takes.
fn check(
    command: &Command,
    verb: &str,
    name: &str,
    value: &OsStr,
    word: &OsStr,
) -> Result<(), String> {
    let words = [OsStr::new("bluelint"), OsStr::new(verb), word];
    let Err(error) = command.clone().try_get_matches_from(words) else { return Ok(()) };
    let invalid = [clap::error::ErrorKind::InvalidValue, clap::error::ErrorKind::ValueValidation];
    if !invalid.contains(&error.kind()) && error.kind() != clap::error::ErrorKind::InvalidUtf8 {
        return Ok(());
    }
    let value = shown(value);
    let why = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(words)) => {
            let near = did_you_mean(nearest(&value, words.iter().map(String::as_str)));
            format!("; it takes {}{near}", words.join(", "))
        }
        _ => std::error::Error::source(&error).map_or_else(String::new, |why| format!(": {why}")),
    };
    Err(format!("{name} is `{value}`{why}"))
}

/// What is said of variables that are probably mistyped.
fn strangers(command: &Command, variables: &[(String, OsString)]) -> Vec<String> {
    let all = || command.get_subcommands().flat_map(flags);
    let known: BTreeSet<String> = all().map(|(flag, _)| variable(flag)).collect();
    // Only flags have other names.
    let meant = |name: &str| {
        let is_it = |arg: &Arg| {
            let aliases = arg.get_all_aliases().unwrap_or_default();
            aliases.into_iter().any(|alias| variable(alias) == name)
        };
        all().find(|(_, arg)| is_it(arg)).map(|(flag, _)| variable(flag))
    };
    let unknown = variables.iter().filter(|(name, _)| !known.contains(name));
    let bare = |name: &str| name.trim_start_matches(PREFIX).to_owned();
    let said = unknown.filter_map(|(name, _)| {
        let words: Vec<String> = known.iter().map(|name| bare(name)).collect();
        let near = || nearest(&bare(name), words.iter().map(String::as_str));
        let near = meant(name).or_else(|| Some(format!("{PREFIX}{}", near()?)))?;
        Some(format!("{name} says nothing to bluelint; did you mean `{near}`?"))
    });
    said.collect()
}

fn shown(value: &OsStr) -> String {
    one_line(&value.to_string_lossy()).into_owned()
}
