//! Regular expressions as Go writes them, for a crate that writes them a little differently.
//!
//! What Go would refuse is told from what is not sure to mean the same in both.

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

/// Properties that both know by the same name.
const PROPERTIES: &str = "L Ll Lu Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk \
                          So Z Zs Zl Zp Cc Cf Co Latin Greek Cyrillic Han Hiragana Katakana Arabic \
                          Hebrew Thai Hangul";
/// Classes of ASCII letters that both know by the same name.
const CLASSES: &str =
    "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit";

/// Compiles `written` for use on `haystack`.
pub(super) fn compile(written: &str, haystack: &str) -> Result<Pattern, Stop> {
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
enum Before {
    /// Nothing that could be repeated.
    Nothing,
    /// Flags: Go repeats what stands before them.
    Flags,
    /// Something.
    Part,
    /// A repetition, which cannot be repeated.
    Repeated,
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    names: Vec<Option<String>>,
    open: usize,
    before: Before,
    property: bool,
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

    fn eat(&mut self, expected: char) -> bool {
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

    /// The letter that an escape stands for, behind its backslash.
    fn letter(&mut self) -> Result<char, Stop> {
        let octal = |letter: &char| ('0'..='7').contains(letter);
        let letter = self.rest.next().ok_or(Stop::Wrong)?;
        let code = match letter {
            '0'..='7' => {
                if letter != '0' && !self.rest.peek().is_some_and(octal) {
                    return Err(Stop::Wrong);
                }
                let mut digits = String::from(letter);
                while digits.len() < 3
                    && let Some(digit) = self.rest.next_if(octal)
                {
                    digits.push(digit);
                }
                u32::from_str_radix(&digits, 8)
            }
            'x' => {
                let mut digits = String::new();
                if self.eat('{') {
                    while let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit) {
                        digits.push(digit);
                    }
                    if !self.eat('}') || digits.len() > 8 {
                        return Err(Stop::Wrong);
                    }
                } else {
                    digits.extend(self.rest.next());
                    digits.extend(self.rest.next());
                    if digits.len() != 2 || !digits.bytes().all(|one| one.is_ascii_hexdigit()) {
                        return Err(Stop::Wrong);
                    }
                }
                u32::from_str_radix(&digits, 16)
            }
            'a' => Ok(7),
            'f' => Ok(12),
            'n' => Ok(10),
            'r' => Ok(13),
            't' => Ok(9),
            'v' => Ok(11),
            _ if letter.is_ascii() && !letter.is_ascii_alphanumeric() => Ok(u32::from(letter)),
            _ => return Err(Stop::Wrong),
        };
        let code = code.map_err(|_| Stop::Wrong)?;
        if code > 0x0010_ffff {
            return Err(Stop::Wrong);
        }
        char::from_u32(code).ok_or(Stop::Unsure)
    }

    /// `\pL`, `\p{Lu}`, `\p{^Lu}` behind the letter `p` or `P`.
    fn property(&mut self, letter: char) -> Result<String, Stop> {
        self.property = true;
        let mut name = String::new();
        match self.rest.next().ok_or(Stop::Wrong)? {
            '{' => loop {
                match self.rest.next().ok_or(Stop::Wrong)? {
                    '}' => break,
                    letter => name.push(letter),
                }
            },
            one => name.push(one),
        }
        let (without, name) = name.strip_prefix('^').map_or((false, &*name), |name| (true, name));
        if !PROPERTIES.split_whitespace().any(|known| known == name) {
            return Err(Stop::Unsure);
        }
        let negative = (letter == 'P') != without;
        Ok(format!("\\{}{{{name}}}", if negative { 'P' } else { 'p' }))
    }

    /// A class behind its bracket.
    fn class(&mut self) -> Result<(), Stop> {
        self.before = Before::Part;
        let mut class = String::from("[");
        if self.eat('^') {
            class.push('^');
        }
        let mut first = true;
        loop {
            let letter = self.rest.peek().copied().ok_or(Stop::Wrong)?;
            if letter == ']' && !first {
                break;
            }
            first = false;
            if letter == '['
                && let Some(named) = self.named_class()?
            {
                class.push_str(&named);
                continue;
            }
            if letter == '\\' {
                let escaped = self.rest.clone().nth(1);
                if let Some(letter @ ('p' | 'P')) = escaped {
                    self.rest.nth(1);
                    class.push_str(&self.property(letter)?);
                    continue;
                }
                if let Some(perl) = escaped.and_then(perl_class) {
                    self.rest.nth(1);
                    class.push_str(perl);
                    continue;
                }
            }
            let low = self.class_letter()?;
            push(&mut class, low);
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']') {
                self.rest.next();
                let high = self.class_letter()?;
                if high < low {
                    return Err(Stop::Wrong);
                }
                class.push('-');
                push(&mut class, high);
            }
        }
        self.rest.next();
        self.out.push_str(&class);
        self.out.push(']');
        Ok(())
    }

    fn class_letter(&mut self) -> Result<char, Stop> {
        match self.rest.next().ok_or(Stop::Wrong)? {
            '\\' => self.letter(),
            letter => Ok(letter),
        }
    }

    /// `[:alpha:]` inside a class.
    fn named_class(&mut self) -> Result<Option<String>, Stop> {
        let ahead: String = self.rest.clone().collect();
        let Some(inside) = ahead.strip_prefix("[:") else { return Ok(None) };
        let Some((name, _)) = inside.split_once(":]") else { return Ok(None) };
        let plain = name.strip_prefix('^').unwrap_or(name);
        if !CLASSES.split_whitespace().any(|known| known == plain) {
            return Err(Stop::Wrong);
        }
        self.rest.nth(name.chars().count() + 3);
        Ok(Some(format!("[:{name}:]")))
    }
}

/// Perl's classes, of ASCII letters only as Go has them.
fn perl_class(letter: char) -> Option<&'static str> {
    match letter {
        'd' => Some("[0-9]"),
        'D' => Some("[^0-9]"),
        's' => Some("[\\t\\n\\x0c\\r\\x20]"),
        'S' => Some("[^\\t\\n\\x0c\\r\\x20]"),
        'w' => Some("[0-9A-Za-z_]"),
        'W' => Some("[^0-9A-Za-z_]"),
        _ => None,
    }
}

/// A letter that means itself.
fn push(out: &mut String, letter: char) {
    use std::fmt::Write as _;
    if letter.is_ascii_alphanumeric() {
        out.push(letter);
    } else {
        let _ = write!(out, "\\x{{{:x}}}", u32::from(letter));
    }
}
