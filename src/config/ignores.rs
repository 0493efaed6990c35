//! `[[ignore]]` in a `bluelint.toml`: suppressions for files that take no comments, such as JSON.

use crate::date::Date;
use crate::near::{did_you_mean, nearest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of an entry.
const KEYS: [&str; 5] = ["path", "rule", "pointer", "reason", "until"];

/// An entry as it is written, with the bytes of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignore {
    /// Patterns of the files, relative to the folder of the configuration.
    pub paths: Vec<String>,
    /// The rules.
    pub rules: Vec<(Range<usize>, String)>,
    /// Where in the file: a JSON pointer, in its parts.
    pub pointer: Option<Vec<String>>,
    /// Why.
    pub reason: String,
    /// Its last day.
    pub until: Option<Date>,
    /// The first of its values, which is shown for all of it.
    pub place: Range<usize>,
    /// All of it, where it has lines of its own.
    pub whole: Option<Range<usize>>,
}

/// What is wrong at a place.
pub type Mistake = (Range<usize>, String);

type Value<'a> = Spanned<DeValue<'a>>;

/// Every entry of `text`, for a run that knows the rules for which `is_rule`; nothing of a text that
/// is no TOML.
pub fn read(text: &str, rules: &[&str]) -> (Vec<Ignore>, Vec<Mistake>) {
    let mut reader = Reader { text, rules, mistakes: Vec::new() };
    let Ok(table) = DeTable::parse(text) else { return (Vec::new(), Vec::new()) };
    let value = table.get_ref().iter().find(|(key, _)| key.get_ref() == "ignore");
    let Some((key, value)) = value else { return (Vec::new(), Vec::new()) };
    let Some(list) = value.get_ref().as_array() else {
        let message = "`ignore` has to be a list of tables, as `[[ignore]]` makes it".to_owned();
        return (Vec::new(), vec![(key.span(), message)]);
    };
    let entries: Vec<Ignore> = list.iter().map(|value| reader.entry(value)).collect();
    (entries, reader.mistakes)
}

/// Where a text that is TOML has entries.
pub(super) fn place(text: &str) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    table.get_ref().iter().find(|(key, _)| key.get_ref() == "ignore").map(|(key, _)| key.span())
}

struct Reader<'a> {
    text: &'a str,
    rules: &'a [&'a str],
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn entry(&mut self, value: &Value<'_>) -> Ignore {
        let mut entry = Ignore { place: value.span(), ..Ignore::default() };
        let Some(table) = value.get_ref().as_table() else {
            self.mistakes.push((value.span(), "write a table: `[[ignore]]`".to_owned()));
            return entry;
        };
        let mut named = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            named.push(name);
            match name {
                "path" => entry.paths = self.list(name, value, path_misfit).1,
                "rule" => {
                    let rules = self.rules;
                    let (at, names) = self.list(name, value, |name| unknown(name, rules));
                    entry.rules = at.into_iter().zip(names).collect();
                }
                "pointer" => entry.pointer = self.text(name, value).and_then(|text| {
                    let parts = parts(&text);
                    if parts.is_none() {
                        let message = "a JSON pointer begins with `/`, and has `~0` and `~1` for \
                                       `~` and `/`";
                        self.mistakes.push((value.span(), message.to_owned()));
                    }
                    parts
                }),
                "reason" => entry.reason = self.text(name, value).unwrap_or_default(),
                "until" => entry.until = self.day(value),
                _ => {
                    let near = did_you_mean(nearest(name, KEYS));
                    let message = format!("an `[[ignore]]` has no `{name}`{near}");
                    self.mistakes.push((key.span(), message));
                }
            }
        }
        for needed in ["path", "rule"] {
            if !named.contains(&needed) {
                self.mistakes.push((value.span(), format!("an `[[ignore]]` needs a `{needed}`")));
            }
        }
        let ends = table.iter().map(|(_, value)| value.span().end).max();
        let ends = ends.unwrap_or(entry.place.end);
        let starts = table.iter().map(|(key, _)| key.span().start).min();
        let starts = starts.unwrap_or(entry.place.start);
        entry.whole = whole(self.text, starts..ends);
        if let Some((first, _)) = entry.rules.first() {
            entry.place = first.clone();
        }
        entry.reason = entry.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        entry
    }

    /// A text or a list of texts, with the place of each.
    fn list(
        &mut self,
        name: &str,
        value: &Value<'_>,
        misfit: impl Fn(&str) -> Option<String>,
    ) -> (Vec<Range<usize>>, Vec<String>) {
        let several = value.get_ref().as_array().map(|list| list.iter().collect::<Vec<_>>());
        let mut found = (Vec::new(), Vec::new());
        for one in several.unwrap_or_else(|| vec![value]) {
            let Some(text) = self.text(name, one) else { continue };
            if let Some(message) = misfit(&text) {
                self.mistakes.push((one.span(), message));
            }
            found.0.push(one.span());
            found.1.push(text);
        }
        if found.1.is_empty() {
            self.mistakes.push((value.span(), format!("`{name}` says nothing")));
        }
        found
    }

    fn text(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.mistakes.push((value.span(), format!("`{name}` has to be a text")));
        }
        text
    }

    fn day(&mut self, value: &Value<'_>) -> Option<Date> {
        // Days may be written with quotes and without.
        let raw = self.text.get(value.span()).unwrap_or_default();
        let day = Date::parse(value.get_ref().as_str().unwrap_or(raw));
        if day.is_none() {
            let message = "`until` has to be a day, as `2027-03-31`".to_owned();
            self.mistakes.push((value.span(), message));
        }
        day
    }
}

fn unknown(name: &str, rules: &[&str]) -> Option<String> {
    let is_known = rules.contains(&name);
    let near = did_you_mean(nearest(name, rules.iter().copied()));
    (!is_known).then(|| format!("there is no rule `{name}`{near}"))
}

fn path_misfit(path: &str) -> Option<String> {
    if path.is_empty() || path.starts_with('/') || path.split('/').any(|part| part == "..") {
        let why = "is relative to the folder of this file, and leads into it";
        return Some(format!("`{path}`: a path {why}"));
    }
    crate::config::ignores::glob(path).err()
}

/// A pattern of paths: `*` within a name, `**` for any folders.
///
/// # Errors
/// In words.
pub fn glob(pattern: &str) -> Result<globset::GlobMatcher, String> {
    let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build();
    let glob = glob.map_err(|error| format!("`{pattern}` is no pattern: {}", error.kind()));
    glob.map(|glob| glob.compile_matcher())
}

/// The parts of a JSON pointer.
fn parts(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let parts = pointer.strip_prefix('/')?.split('/').map(|part| {
        let plain = part.replace("~1", "").replace("~0", "");
        (!plain.contains('~')).then(|| part.replace("~1", "/").replace("~0", "~"))
    });
    parts.collect()
}

/// The lines of the entry whose keys and values take the bytes `inside`, from `[[ignore]]` to its end,
/// with a blank line behind it.
fn whole(text: &str, inside: Range<usize>) -> Option<Range<usize>> {
    let header = text.get(..inside.start)?.trim_end();
    let start = header.rfind('\n').map_or(0, |at| at + 1);
    // Comments between the header and its first key make it hard to say.
    let line: String = header.get(start..)?.split_whitespace().collect();
    if line != "[[ignore]]" {
        return None;
    }
    let behind = text.get(inside.end..)?;
    let line = behind.find('\n').map_or(behind.len(), |at| at + 1);
    let rest = behind.get(line..)?;
    let blank = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
    Some(start..text.len() - blank.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 2] = ["rule-a", "rule-b"];

    #[test]
    fn entries_are_read_with_their_places() {
        let text = "[[ignore]]\npath = \"a/**/*.json\"\nrule = [\"rule-a\", \"rule-b\"]\n\
                    pointer = \"/policies/0/a~1b\"\nuntil = 2027-03-31\nreason = \"\"\"\nwhy \
                    [x]\n\"\"\"\n\n[[ignore]]\npath = [\"b.json\"]\nrule = 'rule-a' # c\n\n[lint]\n";
        let (entries, mistakes) = read(text, &RULES);
        assert_eq!(mistakes, []);
        let [first, second] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!(first.paths, ["a/**/*.json"]);
        assert_eq!(&text[first.rules[1].0.clone()], "\"rule-b\"");
        assert_eq!(first.pointer.as_deref().unwrap(), ["policies", "0", "a/b"]);
        assert_eq!(first.until, Date::parse("2027-03-31"));
        assert_eq!(first.reason, "why [x]");
        let rest = text.find("[[ignore]]\npath = [").unwrap();
        assert_eq!(first.whole, Some(0..rest));
        assert_eq!(second.whole, Some(rest..text.find("[lint]").unwrap()));
        assert_eq!(read("x = 1", &RULES), (Vec::new(), Vec::new()));
        assert_eq!(read("ignore = [", &RULES), (Vec::new(), Vec::new()));
    }

    #[test]
    fn every_mistake_is_said() {
        for (text, message) in [
            ("ignore = 1", "`ignore` has to be a list of tables, as `[[ignore]]` makes it"),
            ("ignore = [1]", "write a table: `[[ignore]]`"),
            ("[[ignore]]\npath = \"a\"", "an `[[ignore]]` needs a `rule`"),
            ("[[ignore]]\nrule = \"rule-a\"", "an `[[ignore]]` needs a `path`"),
            (
                "[[ignore]]\npath = \"a\"\nrule = \"rule-aa\"",
                "there is no rule `rule-aa`; did you mean `rule-a`?",
            ),
            (
                "[[ignore]]\npath = \"a\"\nrule = \"rule-a\"\nresaon = \"x\"",
                "an `[[ignore]]` has no `resaon`; did you mean `reason`?",
            ),
            ("[[ignore]]\npath = []\nrule = \"rule-a\"", "`path` says nothing"),
            ("[[ignore]]\npath = 1\nrule = \"rule-a\"", "`path` has to be a text"),
            (
                "[[ignore]]\npath = \"../a\"\nrule = \"rule-a\"",
                "`../a`: a path is relative to the folder of this file, and leads into it",
            ),
            ("[[ignore]]\npath = \"a[\"\nrule = \"rule-a\"", "`a[` is no pattern: "),
            (
                "[[ignore]]\npath = \"a\"\nrule = \"rule-a\"\nuntil = \"2027-02-29\"",
                "`until` has to be a day, as `2027-03-31`",
            ),
            (
                "[[ignore]]\npath = \"a\"\nrule = \"rule-a\"\nuntil = 2027-02-28T00:00:00Z",
                "`until` has to be a day, as `2027-03-31`",
            ),
            (
                "[[ignore]]\npath = \"a\"\nrule = \"rule-a\"\npointer = \"a\"",
                "a JSON pointer begins with `/`, and has `~0` and `~1` for `~` and `/`",
            ),
        ] {
            let (_, mistakes) = read(text, &RULES);
            assert!(
                mistakes.iter().any(|(_, said)| said.starts_with(message)),
                "{text}: {mistakes:?}"
            );
        }
    }
}
