//! The words of a comment -> the suppression that it is, or evidently was meant to be.

use crate::date::Date;
use std::ops::Range;

/// How a suppression is written.
const FORM: &str =
    "write `bluelint: ignore[RULE, RULE] until=YYYY-MM-DD why`; `until` and why are optional";
/// What other programs call it.
const VERBS: [&str; 7] = ["ignore", "disable", "skip", "suppress", "nolint", "noqa", "silence"];
/// What they add to say what it is for.
const REACHES: [&str; 5] = ["file", "next-line", "line", "next", "block"];

/// A suppression as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// It is for the whole file.
    pub(super) file: bool,
    /// The rules that it names, and where.
    pub(super) rules: Vec<(Range<usize>, String)>,
    /// Its last day, and where it is said.
    pub(super) until: Option<(Range<usize>, Date)>,
    /// Why.
    pub(super) reason: String,
    /// All of it.
    pub(super) range: Range<usize>,
}

/// What is wrong with something that was meant to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
    /// What was evidently meant.
    pub(super) meant: Option<String>,
}

/// Reads the inside of a comment; nothing if it is about something else.
pub(super) fn read(text: &str, is_rule: impl Fn(&str) -> bool) -> Option<Result<Written, Wrong>> {
    let is_mark = |c: char| c.is_whitespace() || "#/*!".contains(c);
    let start = text.len() - text.trim_start_matches(is_mark).len();
    let words = text.get(start..)?.trim_end_matches(|c: char| c.is_whitespace() || c == '*');
    let range = start..start + words.len();
    let wrong = match strict(words, start) {
        Some(Ok(written)) => return Some(Ok(Written { range, ..written })),
        Some(Err(message)) => Some(message),
        None => None,
    };
    let loose = Loose::read(words, is_rule)?;
    let message = wrong.unwrap_or_else(|| {
        format!("`{}` is no suppression, although it looks like one", loose.head)
    });
    let meant = loose.meant();
    let help = meant.as_ref().map_or_else(|| FORM.to_owned(), |meant| format!("write `{meant}`"));
    Some(Err(Wrong { range, message, help, meant }))
}

/// Reads what is written as it has to be; nothing if it does not begin so, and otherwise what is wrong.
fn strict(words: &str, start: usize) -> Option<Result<Written, String>> {
    let place = |part: &str| {
        let at = start + (part.as_ptr() as usize - words.as_ptr() as usize);
        at..at + part.len()
    };
    let rest = words.strip_prefix("bluelint: ignore")?;
    let (file, rest) = rest.strip_prefix("-file").map_or((false, rest), |rest| (true, rest));
    let Some(rest) = rest.strip_prefix('[') else {
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        return (!goes_on).then(|| Err("a suppression has to name its rules".to_owned()));
    };
    let Some((list, rest)) = rest.split_once(']') else {
        return Some(Err("the list of rules is not closed".to_owned()));
    };
    let names: Vec<&str> = list.split(',').map(str::trim).collect();
    if names.iter().all(|name| name.is_empty()) {
        return Some(Err("a suppression has to name its rules".to_owned()));
    }
    if let Some(odd) = names.iter().find(|name| !is_name(name)) {
        return Some(Err(format!("`{odd}` is no name of a rule")));
    }
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return Some(Err("a blank has to stand behind the list of rules".to_owned()));
    }
    let mut reason = rest.trim();
    let mut until = None;
    if let Some(date) = reason.strip_prefix("until=") {
        let date = date.split_whitespace().next().unwrap_or_default();
        let Some(day) = Date::parse(date) else {
            return Some(Err(format!("`until={date}` is no day of the calendar")));
        };
        let end = "until=".len() + date.len();
        until = reason.get(..end).map(|all| (place(all), day));
        reason = reason.get(end..).unwrap_or_default();
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.split(' ').any(|word| word.starts_with("until=")) {
        return Some(Err("`until` has to stand right behind the list of rules".to_owned()));
    }
    let rules = names.iter().map(|name| (place(name), (*name).to_owned())).collect();
    Some(Ok(Written { file, rules, until, reason, range: 0..0 }))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// What somebody seems to have meant.
struct Loose<'a> {
    /// The words by which that shows.
    head: &'a str,
    file: bool,
    rules: Vec<&'a str>,
    rest: &'a str,
}

impl<'a> Loose<'a> {
    fn read(words: &'a str, is_rule: impl Fn(&str) -> bool) -> Option<Self> {
        const NAME: &str = "bluelint";
        let begins = words.get(..NAME.len()).is_some_and(|head| head.eq_ignore_ascii_case(NAME));
        let rest = words.get(NAME.len()..).filter(|_| begins)?;
        let between = rest.len() - rest.trim_start_matches([' ', ':', '-', '_', '=']).len();
        let (gap, rest) = rest.split_at_checked(between).filter(|(gap, _)| !gap.is_empty())?;
        let is_in = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let verb = rest.split(|c: char| !is_in(c)).next().unwrap_or_default();
        let rest = rest.get(verb.len()..).unwrap_or_default();
        let file = reach(verb, gap.contains(':'))?;
        let head = words.get(..words.len() - rest.len()).unwrap_or_default();
        let list = rest.trim_start_matches([' ', ':', '=', '\t']);
        let (rules, rest) = names(list, &is_rule);
        Some(Self { head, file, rules, rest })
    }

    fn meant(&self) -> Option<String> {
        if self.rules.is_empty() {
            return None;
        }
        let verb = if self.file { "ignore-file" } else { "ignore" };
        let (mut reason, mut until) = (Vec::new(), String::new());
        let rest = self.rest.trim_start_matches([' ', ':', ',', '-']);
        for word in rest.split_whitespace() {
            match word.strip_prefix("until=") {
                Some(day) if until.is_empty() => {
                    Date::parse(day)?;
                    until = format!(" {word}");
                }
                Some(_) => return None,
                None => reason.push(word),
            }
        }
        let meant =
            format!("bluelint: {verb}[{}]{until} {}", self.rules.join(", "), reason.join(" "));
        Some(meant.trim_end().to_owned())
    }
}

/// Whether it is for the whole file, if `verb` asks for a suppression at all.
fn reach(verb: &str, after_colon: bool) -> Option<bool> {
    let verb = verb.to_ascii_lowercase().replace('_', "-");
    let suffix = REACHES.iter().find_map(|reach| {
        let stem = verb.strip_suffix(reach)?.strip_suffix('-')?;
        Some((stem, *reach))
    });
    let (stem, reach) = suffix.unwrap_or((&verb, ""));
    let is_slip = |one: &str| after_colon && strsim::damerau_levenshtein(stem, one) <= 1;
    // Of a sentence that tells what the program ignores, nobody asks for anything.
    let asks =
        VERBS.contains(&stem) || (!stem.ends_with('s') && VERBS.iter().any(|one| is_slip(one)));
    asks.then_some(reach == "file")
}

/// The rules at the start of a text, in brackets or only one after the other, and what comes then.
fn names<'a>(list: &'a str, is_rule: &impl Fn(&str) -> bool) -> (Vec<&'a str>, &'a str) {
    let open = list.strip_prefix(['[', '(', '{', '"']);
    let mut rest = open.unwrap_or(list);
    let mut found = Vec::new();
    loop {
        let bare = rest.trim_start_matches([',', ' ', '\t', '"', '\'', '`']);
        let end = bare.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(bare.len());
        let (name, behind) = bare.split_at_checked(end).unwrap_or((bare, ""));
        if name.is_empty() || !is_rule(name) {
            break;
        }
        found.push(name);
        rest = behind;
    }
    let rest = rest.trim_start_matches(['"', '\'', '`']);
    match open.and(rest.split_once([']', ')', '}'])) {
        // Something else stands in the brackets too: nobody knows what was meant.
        Some((left, _)) if !left.trim_matches([' ', ',']).is_empty() => (Vec::new(), rest),
        Some((_, behind)) => (found, behind),
        None => (found, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Option<Result<Written, Wrong>> {
        read(text, |name| ["rule-a", "rule-b"].contains(&name))
    }

    #[test]
    fn what_is_written_as_it_has_to_be_is_read() {
        let text = " bluelint: ignore[rule-a, other] until=2027-03-31 because  of\n that ";
        let written = says(text).unwrap().unwrap();
        let names: Vec<&str> = written.rules.iter().map(|(at, _)| &text[at.clone()]).collect();
        assert_eq!(names, ["rule-a", "other"]);
        let (at, day) = written.until.unwrap();
        assert_eq!((&text[at], day.to_string().as_str()), ("until=2027-03-31", "2027-03-31"));
        assert_eq!((written.reason.as_str(), written.file), ("because of that", false));
        assert_eq!(&text[written.range], text.trim());
        let written = says("bluelint: ignore-file[rule-a]").unwrap().unwrap();
        assert!(written.file && written.reason.is_empty() && written.until.is_none());
    }

    #[test]
    fn prose_is_prose() {
        for text in [
            "bluelint",
            " bluelint found this",
            "bluelint ignores this folder",
            "bluelint: a linter",
            "bluelint: ignores nothing",
            "see bluelint: ignore[rule-a]",
            "bluelints ignore",
            "bluelintignore[rule-a]",
            "bluelint: file",
        ] {
            assert_eq!(says(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_meant_is_told() {
        for (text, meant) in [
            ("bluelint:ignore[rule-a] why", Some("bluelint: ignore[rule-a] why")),
            ("bluelint ignore[rule-a]", Some("bluelint: ignore[rule-a]")),
            (
                "bluelint-ignore: rule-a, rule-b -- why",
                Some("bluelint: ignore[rule-a, rule-b] why"),
            ),
            ("bluelint: disable=rule-a", Some("bluelint: ignore[rule-a]")),
            ("BlueLint: Ignore[rule-a]", Some("bluelint: ignore[rule-a]")),
            ("bluelint-disable-next-line rule-a why", Some("bluelint: ignore[rule-a] why")),
            ("bluelint: ignore_file[rule-a]", Some("bluelint: ignore-file[rule-a]")),
            ("bluelint: ingore[rule-a]", Some("bluelint: ignore[rule-a]")),
            ("bluelint: ignore [rule-a]", Some("bluelint: ignore[rule-a]")),
            ("bluelint: ignore[rule-a", Some("bluelint: ignore[rule-a]")),
            ("bluelint: ignore[rule-a]why", Some("bluelint: ignore[rule-a] why")),
            ("bluelint: ignore[\"rule-a\"]", Some("bluelint: ignore[rule-a]")),
            ("bluelint: ignore[rule-a,] x", Some("bluelint: ignore[rule-a] x")),
            (
                "bluelint: ignore[rule-a] why until=2027-01-01",
                Some("bluelint: ignore[rule-a] until=2027-01-01 why"),
            ),
            ("bluelint: ignore[rule-a] until=2027-02-29", None),
            ("bluelint: ignore", None),
            ("bluelint: ignore this", None),
            ("bluelint: ignore[]", None),
            ("bluelint ignore[what is it]", None),
            ("bluelint: ignore[rule-a, what is it]", None),
        ] {
            let wrong = says(text).unwrap_or_else(|| panic!("{text}")).unwrap_err();
            assert_eq!(wrong.meant.as_deref(), meant, "{text}");
            if let Some(meant) = meant {
                assert!(says(meant).unwrap().is_ok(), "{meant}");
            }
        }
    }
}
