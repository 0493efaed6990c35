//! Letters and classes of letters in regular expressions, as Go writes them.

use super::pattern::{Before, Stop, Translator};

/// Properties that both know by the same name.
const PROPERTIES: &str = "L Ll Lu Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk \
                          So Z Zs Zl Zp Cc Cf Co Latin Greek Cyrillic Han Hiragana Katakana Arabic \
                          Hebrew Thai Hangul";
/// Classes of ASCII letters that both know by the same name.
const CLASSES: &str =
    "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit";

impl Translator<'_> {
    /// The letter that an escape stands for, behind its backslash.
    pub(super) fn letter(&mut self) -> Result<char, Stop> {
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
    pub(super) fn property(&mut self, letter: char) -> Result<String, Stop> {
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
    pub(super) fn class(&mut self) -> Result<(), Stop> {
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
pub(super) fn perl_class(letter: char) -> Option<&'static str> {
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
pub(super) fn push(out: &mut String, letter: char) {
    use std::fmt::Write as _;
    if letter.is_ascii_alphanumeric() {
        out.push(letter);
    } else {
        let _ = write!(out, "\\x{{{:x}}}", u32::from(letter));
    }
}
