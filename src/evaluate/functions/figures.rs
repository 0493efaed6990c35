//! Numbers as texts: digits rounded and laid out as Go's `fmt` does it.

use super::format::Verb;
use crate::evaluate::numbers::Number;
use crate::node::Node;

/// More digits than this are not followed.
const HELD: usize = 2_000;

/// A number as its digits: 0.DIGITS × 10^point, without zeros at either end.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    fn new(written: &str) -> Option<Self> {
        let (negative, plain) = match written.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, written),
        };
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if !all.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let zeros = all.iter().take_while(|digit| **digit == b'0').count();
        let mut digits = all.get(zeros..)?.to_vec();
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        // Minus zero is a number of its own in Go.
        if digits.is_empty() && negative || digits.len() > HELD || point.unsigned_abs() > 300 {
            return None;
        }
        let point = if digits.is_empty() { 0 } else { point };
        Some(Self { negative, digits, point })
    }

    /// Keeps `most` digits of an exact value; a half is rounded to the even neighbour.
    fn round(&mut self, most: i64) {
        let Ok(most) = usize::try_from(most) else {
            // The first digit stands behind the last one that is kept.
            self.digits.clear();
            self.point = 0;
            return;
        };
        let Some(next) = self.digits.get(most).copied() else { return };
        let half = next == b'5' && most + 1 == self.digits.len();
        let up = if half {
            let last = most.checked_sub(1).and_then(|at| self.digits.get(at));
            last.is_some_and(|digit| digit % 2 == 1)
        } else {
            next >= b'5'
        };
        self.digits.truncate(most);
        if up {
            self.count_up();
        }
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    fn count_up(&mut self) {
        while let Some(last) = self.digits.pop() {
            if last < b'9' {
                self.digits.push(last + 1);
                return;
            }
        }
        self.digits.push(b'1');
        self.point += 1;
    }

    fn digit(&self, at: i64) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
        char::from(digit.copied().unwrap_or(b'0'))
    }

    /// With `places` digits behind the point and no exponent.
    fn plain(&self, places: i64) -> String {
        let mut out = String::new();
        match self.point {
            ..=0 => out.push('0'),
            whole => out.extend((0..whole).map(|at| self.digit(at))),
        }
        if places > 0 {
            out.push('.');
            out.extend((0..places).map(|at| self.digit(self.point + at)));
        }
        out
    }

    /// With `places` digits behind the first one and an exponent behind `sign`.
    fn scientific(&self, places: i64, sign: char) -> String {
        let mut out = String::from(self.digit(0));
        if places > 0 {
            out.push('.');
            out.extend((1..=places).map(|at| self.digit(at)));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let minus = if exponent < 0 { '-' } else { '+' };
        format!("{out}{sign}{minus}{:02}", exponent.unsigned_abs())
    }

    /// With an exponent where the number is very large or small.
    fn general(&mut self, precision: Option<i64>, sign: char) -> Option<String> {
        if let Some(precision) = precision {
            self.round(precision.max(1));
        }
        let held = i64::try_from(self.digits.len()).ok()?;
        let mut limit = precision.map_or(held, |precision| precision.max(1));
        let mut threshold = precision.map_or(6, |_| limit);
        if precision.is_some() && threshold > held && held >= self.point {
            threshold = held;
        }
        let exponent = self.point - 1;
        if exponent < -4 || exponent >= threshold {
            limit = limit.min(held);
            return Some(self.scientific(limit - 1, sign));
        }
        if limit > self.point {
            limit = held;
        }
        Some(self.plain((limit - self.point).max(0)))
    }
}

/// What `%v` makes of a number.
pub(super) fn shortest(written: &str) -> Option<String> {
    let mut number = Decimal::new(written)?;
    let minus = if number.negative { "-" } else { "" };
    Some(format!("{minus}{}", number.general(None, 'e')?))
}

/// A number with ten digits at most, with a power of ten where that is shorter.
pub(in crate::evaluate) fn ten_digits(number: &Node) -> Option<String> {
    let verb = Verb { precision: Some(10), mode: 'g', ..Verb::default() };
    float(&Number::of(number)?.expanded(), &verb)
}

/// What the verbs `e`, `E`, `f`, `g` and `G` make of a number in all its digits.
pub(super) fn float(written: &str, verb: &Verb) -> Option<String> {
    let mut number = Decimal::new(written)?;
    let negative = number.negative;
    let sign = if verb.mode.is_uppercase() { 'E' } else { 'e' };
    let asked = verb.precision.map(i64::try_from).transpose().ok()?;
    let places = asked.unwrap_or(6);
    let kept = match verb.mode {
        'e' | 'E' => places + 1,
        'f' => number.point + places,
        _ => 0,
    };
    let digits = match verb.mode {
        'e' | 'E' => {
            number.round(kept);
            number.scientific(places, sign)
        }
        'f' => {
            number.round(kept);
            number.plain(places)
        }
        _ => number.general(asked, sign)?,
    };
    let minus = match negative {
        true => "-",
        false if verb.has('+') => "+",
        false if verb.has(' ') => " ",
        false => "",
    };
    let padding = verb.width.unwrap_or(0).saturating_sub(minus.len() + digits.len());
    Some(if verb.has('0') {
        format!("{minus}{}{digits}", "0".repeat(padding))
    } else if verb.has('-') {
        format!("{minus}{digits}{}", " ".repeat(padding))
    } else {
        format!("{}{minus}{digits}", " ".repeat(padding))
    })
}

/// What the verbs `b`, `d`, `o`, `x` and `X` make of a whole number.
pub(super) fn whole(written: &str, verb: &Verb) -> Option<String> {
    let (negative, plain) = match written.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    if plain.len() > HELD {
        return None;
    }
    let (digits, prefix) = match verb.mode {
        'd' => (plain.to_owned(), ""),
        mode => {
            let value: u128 = plain.parse().ok()?;
            match mode {
                'b' => (format!("{value:b}"), "0b"),
                'o' => (format!("{value:o}"), "0"),
                'x' => (format!("{value:x}"), "0x"),
                _ => (format!("{value:X}"), "0X"),
            }
        }
    };
    let prefix = if verb.has('#') { prefix } else { "" };
    let sign = match negative {
        true => "-",
        false if verb.has('+') => "+",
        false if verb.has(' ') => " ",
        false => "",
    };
    if verb.precision == Some(0) && digits == "0" {
        return Some(String::new());
    }
    let mut zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    let length = sign.len() + prefix.len() + zeros + digits.len();
    let mut padding = verb.width.unwrap_or(0).saturating_sub(length);
    if verb.has('0') && !verb.has('-') && verb.precision.is_none() {
        zeros = std::mem::take(&mut padding);
    }
    let body = format!("{sign}{prefix}{}{digits}", "0".repeat(zeros));
    let pad = " ".repeat(padding);
    Some(if verb.has('-') { format!("{body}{pad}") } else { format!("{pad}{body}") })
}
