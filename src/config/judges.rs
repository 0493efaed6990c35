//! Who is judged by what: a profile for each file, made of its configuration and of what that says
//! for some paths only.

use super::setting::{Said, Value};
use super::{Config, FAILING, SHOWN, covers};
use crate::finding::Level;
use crate::graph::Accounts;
use crate::rule::{Options, Rule};
use crate::source::SourceId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// By what one file is judged.
#[derive(Clone, Debug)]
pub struct Profile {
    told: BTreeMap<&'static str, Told>,
    /// The rules that look at the file.
    on: BTreeSet<&'static str>,
    /// The rules that are left out for its path.
    ignored: BTreeSet<&'static str>,
    /// The rules whose findings cannot be suppressed.
    locked: BTreeSet<String>,
    /// Findings at least this bad are shown.
    pub shown: Level,
    /// Findings at least this bad fail the run.
    pub failing: Level,
    nothing: Options,
}

/// What is said to one rule.
#[derive(Clone, Debug, Default)]
struct Told {
    level: Option<Level>,
    off: bool,
    options: Options,
}

impl Profile {
    pub(super) fn new(said: &Said, rules: &[Rule]) -> Self {
        let level =
            |key: &str, usual| said.text(&["lint", key]).and_then(Level::parse).unwrap_or(usual);
        // Rules that do not run may be locked too.
        let mut locked: BTreeSet<String> =
            said.words(&["lint", "locked-rules"]).map(|(word, _)| word.to_owned()).collect();
        locked.extend(named(said, &["locked-rules"], rules).into_iter().map(str::to_owned));
        let mut profile = Self {
            told: BTreeMap::new(),
            on: BTreeSet::new(),
            ignored: BTreeSet::new(),
            locked,
            shown: level("min-severity", SHOWN),
            failing: level("fail-on", FAILING),
            nothing: Options::default(),
        };
        profile.take(said, rules);
        // What is ignored everywhere is weighed against what is selected.
        profile.ignored.clear();
        profile
    }

    /// Takes over what is said to rules.
    pub(super) fn take(&mut self, said: &Said, rules: &[Rule]) {
        for (key, setting) in said.table("rules") {
            let [name, option] = key else { continue };
            let Some(rule) = rules.iter().find(|rule| rule.name == name) else { continue };
            let told = self.told.entry(rule.name).or_default();
            match &setting.value {
                Value::Text(text) => {
                    told.level = Level::parse(text);
                    told.off = told.level.is_none();
                }
                Value::List(list) => told.options.set(option, list.clone()),
                _ => {}
            }
        }
        self.ignored.extend(named(said, &["ignore"], rules));
    }

    /// Says which rules look, now that all is said to each.
    pub(super) fn enable(&mut self, rules: &[Rule], said: &Said) {
        let choice = Choice::new(said);
        let is_off = |rule: &Rule| {
            self.ignored.contains(rule.name)
                || self.told.get(rule.name).is_some_and(|told| told.off)
        };
        self.on = rules
            .iter()
            .filter(|rule| choice.takes(rule, is_off(rule)))
            .map(|rule| rule.name)
            .collect();
    }

    /// Whether `rule` looks at the file.
    pub fn runs(&self, rule: &str) -> bool {
        self.on.contains(rule)
    }

    /// Whether findings of `rule` cannot be suppressed.
    pub fn locks(&self, rule: &str) -> bool {
        self.locked.contains(rule)
    }

    /// The highest level at which `rule` shall speak, if it is said.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.told.get(rule)?.level
    }

    /// The options of `rule`.
    pub fn options(&self, rule: &str) -> &Options {
        self.told.get(rule).map_or(&self.nothing, |told| &told.options)
    }
}

/// The rules that the words of `lint.key` choose.
fn named(said: &Said, keys: &[&str], rules: &[Rule]) -> BTreeSet<&'static str> {
    let words: Vec<&str> =
        keys.iter().flat_map(|key| said.words(&["lint", key])).map(|(word, _)| word).collect();
    let chosen = rules.iter().filter(|rule| words.iter().any(|word| covers(word, rule)));
    chosen.map(|rule| rule.name).collect()
}

/// Which rules are selected and ignored: by files, and by whoever runs bluelint.
struct Choice<'a> {
    files: Words<'a>,
    flags: Words<'a>,
}

#[derive(Default)]
struct Words<'a> {
    select: Vec<&'a str>,
    extend: Vec<&'a str>,
    ignore: Vec<&'a str>,
}

impl<'a> Choice<'a> {
    fn new(said: &'a Said) -> Self {
        let mut choice = Self { files: Words::default(), flags: Words::default() };
        for (is_flag, name) in [(false, "lint"), (true, "flags")] {
            let words =
                |key: &str| said.words(&[name, key]).map(|(word, _)| word).collect::<Vec<&str>>();
            let into = if is_flag { &mut choice.flags } else { &mut choice.files };
            *into = Words {
                select: words("select"),
                extend: words("extend-select"),
                ignore: words("ignore"),
            };
        }
        choice
    }

    /// Whether `rule` looks, which is off, by its level or for its path, in the files or not.
    fn takes(&self, rule: &Rule, is_off: bool) -> bool {
        let by_name = |words: &[&str]| words.contains(&rule.name);
        let named = |words: &[&str]| words.iter().any(|word| covers(word, rule));
        let Self { files, flags } = self;
        // Whoever names a rule wants it, whatever the files say.
        let is_wanted = by_name(&flags.select) || by_name(&flags.extend);
        let is_ignored = is_off
            || by_name(&files.ignore)
            || (named(&files.ignore) && !by_name(&files.select) && !by_name(&files.extend));
        let is_selected = if flags.select.is_empty() {
            files.select.is_empty()
                || named(&files.select)
                || named(&files.extend)
                || named(&flags.extend)
        } else {
            named(&flags.select) || named(&flags.extend)
        };
        let is_dropped = by_name(&flags.ignore) || (named(&flags.ignore) && !is_wanted);
        is_selected && (is_wanted || !is_ignored) && !is_dropped
    }
}

/// A profile for each file of a run.
#[derive(Clone, Debug, Default)]
pub struct Judges {
    profiles: Vec<Profile>,
    /// Which of them is that of a file.
    of: BTreeMap<SourceId, usize>,
    /// Whose account folders and provider configurations are.
    pub accounts: Accounts,
}

impl Judges {
    /// One for all files: what `config` says of no file in particular.
    pub fn all(config: &Config, rules: &[Rule]) -> Self {
        let profiles = vec![config.profile(Path::new(""), rules)];
        Self { profiles, of: BTreeMap::new(), accounts: config.accounts().clone() }
    }

    /// These, the first of which is that of everything else.
    pub(super) fn new(profiles: Vec<Profile>, of: BTreeMap<SourceId, usize>) -> Self {
        Self { profiles, of, accounts: Accounts::default() }
    }

    /// Every profile.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Which profile is that of a file.
    pub fn number(&self, source: SourceId) -> usize {
        self.of.get(&source.original()).copied().unwrap_or(0)
    }

    /// The profile of a file.
    pub fn of(&self, source: SourceId) -> Option<&Profile> {
        self.profiles.get(self.number(source))
    }

    /// Whether every profile has `rule` look.
    pub fn run_everywhere(&self, rule: &str) -> bool {
        self.profiles.iter().all(|profile| profile.runs(rule))
    }

    /// Whether findings of `rule` in a file cannot be suppressed.
    pub fn locks(&self, rule: &str, source: SourceId) -> bool {
        self.of(source).is_some_and(|profile| profile.locks(rule))
    }

    /// Whether some profile has `rule` look.
    pub fn run(&self, rule: &str) -> bool {
        self.profiles.is_empty() || self.profiles.iter().any(|profile| profile.runs(rule))
    }
}
