//! Regular expressions as Go writes them, for a crate that writes them a little differently.
//!
//! What Go would refuse is told from what is not sure to mean the same in both.

use super::pattern_classes::{perl_class, push};
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};
use std::iter::Peekable;
use std::str::Chars;

/// A regular expression, and the names of its groups.
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) names: Vec<Option<String>>,
}

/// Why a pattern is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Terraform refuses it.
    Wrong,
    /// It may mean something else to Terraform.
    Unsure,
}

/// Patterns are not tried on longer texts.
const LONGEST: usize = 100_000;

/// Compiles `written` for use on `haystack`.
pub(super) fn compile(written: &str, haystack: &str) -> Result<Pattern, Stop> {
    if haystack.len() > LONGEST || written.len() > LONGEST {
        return Err(Stop::Unsure);
    }
    let mut translator = Translator {
        rest: written.chars().peekable(),
        out: String::new(),
        names: Vec::new(),
        open: 0,
        before: Before::Nothing,
        property: false,
        folds: false,
    };
    translator.all()?;
    let far = |letter: char| letter > '\u{4ff}';
    if translator.property && (translator.folds || haystack.chars().any(far)) {
        return Err(Stop::Unsure);
    }
    let parsed = regex_syntax::parse(&translator.out).map_err(|_| Stop::Unsure)?;
    if !is_plain(&parsed, 1) {
        return Err(Stop::Unsure);
    }
    let regex = Regex::new(&translator.out).map_err(|_| Stop::Unsure)?;
    Ok(Pattern { regex, names: translator.names })
}

/// Whether nothing that may be empty is repeated, where the two differ in what they catch, and
/// nothing more often than Go allows.
fn is_plain(part: &Hir, times: u32) -> bool {
    match part.kind() {
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min).max(1);
            let Some(times) = times.checked_mul(most).filter(|times| *times <= 1000) else {
                return false;
            };
            let loops = repetition.max.is_none_or(|most| most > 1);
            let empty = repetition.sub.properties().minimum_len() == Some(0);
            !(loops && empty) && is_plain(&repetition.sub, times)
        }
        HirKind::Capture(capture) => is_plain(&capture.sub, times),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().all(|part| is_plain(part, times))
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => true,
    }
}

/// What stands before a repetition.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing that could be repeated.
    Nothing,
    /// Flags: Go repeats what stands before them.
    Flags,
    /// Something.
    Part,
    /// A repetition, which cannot be repeated.
    Repeated,
}

pub(super) struct Translator<'a> {
    pub(super) rest: Peekable<Chars<'a>>,
    pub(super) out: String,
    names: Vec<Option<String>>,
    open: usize,
    pub(super) before: Before,
    pub(super) property: bool,
    folds: bool,
}

impl Translator<'_> {
    fn all(&mut self) -> Result<(), Stop> {
        while let Some(letter) = self.rest.next() {
            match letter {
                '(' => self.group()?,
                ')' => {
                    self.open = self.open.checked_sub(1).ok_or(Stop::Wrong)?;
                    self.out.push(')');
                    self.before = Before::Part;
                }
                '|' => {
                    self.out.push('|');
                    self.before = Before::Nothing;
                }
                '*' | '+' | '?' => self.repetition(&letter.to_string())?,
                '{' => match self.counts()? {
                    Some(counts) => self.repetition(&counts)?,
                    None => self.literal('{'),
                },
                '[' => self.class()?,
                '\\' => self.escape()?,
                '.' | '^' | '$' => {
                    self.out.push(letter);
                    self.before = Before::Part;
                }
                _ => self.literal(letter),
            }
        }
        if self.open == 0 { Ok(()) } else { Err(Stop::Wrong) }
    }

    fn literal(&mut self, letter: char) {
        push(&mut self.out, letter);
        self.before = Before::Part;
    }

    pub(super) fn eat(&mut self, expected: char) -> bool {
        self.rest.next_if_eq(&expected).is_some()
    }

    fn repetition(&mut self, operator: &str) -> Result<(), Stop> {
        match self.before {
            Before::Nothing | Before::Repeated => return Err(Stop::Wrong),
            Before::Flags => return Err(Stop::Unsure),
            Before::Part => {}
        }
        self.out.push_str(operator);
        if self.eat('?') {
            self.out.push('?');
        }
        self.before = Before::Repeated;
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,5}` behind the brace; without a count the brace is a letter.
    fn counts(&mut self) -> Result<Option<String>, Stop> {
        let mut ahead = self.rest.clone();
        let mut inside = String::new();
        loop {
            match ahead.next() {
                Some('}') => break,
                Some(letter @ ('0'..='9' | ',')) => inside.push(letter),
                _ => return Ok(None),
            }
        }
        let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
        let leads = |count: &str| count.len() > 1 && count.starts_with('0');
        if least.is_empty() || leads(least) || leads(most) || most.contains(',') {
            return Ok(None);
        }
        let count = |text: &str| text.parse::<u32>().ok().filter(|count| *count <= 1000);
        let fits = count(least)
            .is_some_and(|least| most.is_empty() || count(most).is_some_and(|most| least <= most));
        self.rest = ahead;
        if fits { Ok(Some(format!("{{{inside}}}"))) } else { Err(Stop::Wrong) }
    }

    fn group(&mut self) -> Result<(), Stop> {
        self.open += 1;
        self.before = Before::Nothing;
        if !self.eat('?') {
            self.out.push('(');
            self.names.push(None);
            return Ok(());
        }
        let named = self.eat('P');
        if self.eat('<') {
            let mut name = String::new();
            loop {
                match self.rest.next() {
                    Some('>') => break,
                    Some(letter) if letter.is_ascii_alphanumeric() || letter == '_' => {
                        name.push(letter);
                    }
                    _ => return Err(Stop::Wrong),
                }
            }
            let name = Some(name).filter(|name| !name.is_empty()).ok_or(Stop::Wrong)?;
            if self.names.iter().flatten().any(|other| *other == name) {
                return Err(Stop::Unsure);
            }
            self.out.push('(');
            self.names.push(Some(name));
            return Ok(());
        }
        if named { Err(Stop::Wrong) } else { self.flags() }
    }

    fn flags(&mut self) -> Result<(), Stop> {
        let (mut flags, mut takes_away, mut any) = (String::new(), false, false);
        loop {
            match self.rest.next().ok_or(Stop::Wrong)? {
                flag @ ('i' | 'm' | 's' | 'U') => {
                    self.folds |= flag == 'i';
                    flags.push(flag);
                    any = true;
                }
                '-' if !takes_away => {
                    (takes_away, any) = (true, false);
                    flags.push('-');
                }
                end @ (':' | ')') if any || !takes_away => {
                    let empty = flags.is_empty() && end == ')';
                    if !empty {
                        self.out.push_str("(?");
                        self.out.push_str(&flags);
                        self.out.push(end);
                    }
                    if end == ')' {
                        self.open -= 1;
                        self.before = Before::Flags;
                    }
                    return Ok(());
                }
                _ => return Err(Stop::Wrong),
            }
        }
    }

    /// What follows a backslash outside a class.
    fn escape(&mut self) -> Result<(), Stop> {
        self.before = Before::Part;
        let letter = self.rest.peek().copied().ok_or(Stop::Wrong)?;
        if letter == 'p' || letter == 'P' {
            self.rest.next();
            let property = self.property(letter)?;
            self.out.push_str(&property);
            return Ok(());
        }
        if let Some(class) = perl_class(letter) {
            self.rest.next();
            self.out.push_str(class);
            return Ok(());
        }
        match letter {
            'A' => self.out.push_str("\\A"),
            'z' => self.out.push_str("\\z"),
            'b' => self.out.push_str("(?-u:\\b)"),
            'B' => self.out.push_str("(?-u:\\B)"),
            'Q' => {
                self.rest.next();
                self.before = Before::Nothing;
                while let Some(letter) = self.rest.next() {
                    if letter == '\\' && self.eat('E') {
                        return Ok(());
                    }
                    self.literal(letter);
                }
                return Ok(());
            }
            _ => {
                let letter = self.letter()?;
                self.literal(letter);
                return Ok(());
            }
        }
        self.rest.next();
        Ok(())
    }
}
