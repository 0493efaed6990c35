//! Functions on points in time.

use super::{Function, Takes, plain};
use crate::evaluate::numbers::Number;
use crate::node::{Kind, Node, Scalar};
use crate::source::Span;
use std::fmt::Write as _;

const TEXT: Option<Scalar> = Some(Scalar::Text);

/// The family. What time it is when Terraform runs is not known.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("formatdate", &[Takes::Text, Takes::Text], TEXT, formatdate),
    plain("plantimestamp", &[], TEXT, |_, _| None),
    plain("timeadd", &[Takes::Text, Takes::Text], TEXT, timeadd),
    plain("timecmp", &[Takes::Text, Takes::Text], Some(Scalar::Number), timecmp),
    plain("timestamp", &[], TEXT, |_, _| None),
];

/// Longer formats are not followed.
const LONGEST: usize = 4_000;
const NANOSECONDS: i128 = 1_000_000_000;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A point in time, and the clock it is read from.
#[derive(Clone, Copy)]
struct Time {
    /// Since 1970-01-01, on that clock.
    nanoseconds: i128,
    /// How many minutes the clock is before that of UTC.
    offset: i128,
}

/// What a clock and a calendar show.
struct Reading {
    year: i128,
    month: usize,
    day: i128,
    weekday: usize,
    hour: i128,
    minute: i128,
    second: i128,
}

/// Days from 1970-01-01 to the first of March of a year, as days are counted in the calendar of
/// Gregory, whose years begin in March here.
fn days_to_march(year: i128) -> i128 {
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) - 719_468
}

/// Days from the first of March to the first of a month, 0 for March.
fn days_to_month(month: i128) -> i128 {
    (153 * month + 2) / 5
}

fn days_in(year: i128, month: i128) -> i128 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Time {
    /// Reads RFC 3339 as strictly as Terraform does.
    fn strict(text: &str) -> Option<Self> {
        Self::parse(text, (23, 59))
    }

    /// Reads RFC 3339 as Go does: an hour of one digit, a comma and larger offsets are let pass.
    fn lenient(text: &str) -> Option<Self> {
        let mut text = text.to_owned();
        if text.as_bytes().get(12) == Some(&b':') && text.is_char_boundary(11) {
            text.insert(11, '0');
        }
        if text.as_bytes().get(19) == Some(&b',') {
            text.replace_range(19..20, ".");
        }
        Self::parse(&text, (24, 60))
    }

    /// Reads a time whose offset has at most so many hours and minutes.
    fn parse(text: &str, most: (i128, i128)) -> Option<Self> {
        let number = |from: usize, to: usize, least: i128, most: i128| {
            let part = text.get(from..to)?;
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            let value = part.parse().ok().filter(|_| digits)?;
            (least..=most).contains(&value).then_some(value)
        };
        let stands = |at: usize, what: u8| text.as_bytes().get(at) == Some(&what);
        let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if !punctuation.iter().all(|(at, what)| stands(*at, *what)) {
            return None;
        }
        let (year, month) = (number(0, 4, 0, 9999)?, number(5, 7, 1, 12)?);
        let day = number(8, 10, 1, days_in(year, month))?;
        let (hour, minute) = (number(11, 13, 0, 23)?, number(14, 16, 0, 59)?);
        let second = number(17, 19, 0, 59)?;
        let (nanoseconds, zone) = fraction(text.get(19..)?);
        let year_of_march = if month < 3 { year - 1 } else { year };
        let days = days_to_march(year_of_march) + days_to_month((month + 9) % 12) + day - 1;
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
        let nanoseconds = seconds * NANOSECONDS + nanoseconds;
        Some(Self { nanoseconds, offset: offset(zone, most)? })
    }

    /// On the clock of UTC.
    fn absolute(self) -> i128 {
        self.nanoseconds - self.offset * 60 * NANOSECONDS
    }

    fn read(self) -> Option<Reading> {
        let seconds = self.nanoseconds.div_euclid(NANOSECONDS);
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // The year is at most one off at first.
        let guess = (days + 719_468).div_euclid(146_097) * 400
            + (days + 719_468).rem_euclid(146_097) * 400 / 146_097;
        let year = (guess - 1..=guess + 1).rev().find(|year| days_to_march(*year) <= days)?;
        let day_of_year = days - days_to_march(year);
        let month = (0..12).rev().find(|month| days_to_month(*month) <= day_of_year)?;
        Some(Reading {
            year: if month > 9 { year + 1 } else { year },
            month: usize::try_from((month + 2) % 12).ok()?,
            day: day_of_year - days_to_month(month) + 1,
            weekday: usize::try_from((days + 4).rem_euclid(7)).ok()?,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        })
    }

    /// The offset, with `colon` between hours and minutes.
    fn zone(self, colon: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }

    fn zone_or_z(self) -> String {
        if self.offset == 0 { "Z".to_owned() } else { self.zone(":") }
    }
}

/// The fraction of a second at the front of a text in nanoseconds, and what follows.
fn fraction(text: &str) -> (i128, &str) {
    let Some(rest) = text.strip_prefix('.') else { return (0, text) };
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    if digits.is_empty() {
        return (0, text);
    }
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    (nine.parse().unwrap_or(0), rest)
}

/// Minutes before UTC.
fn offset(zone: &str, most: (i128, i128)) -> Option<i128> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let part = |text: &str, most: i128| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i128>().ok().filter(|value| digits && *value <= most)
    };
    Some(sign * (part(hours, most.0)? * 60 + part(minutes, most.1)?))
}

/// A duration as Go reads it, in nanoseconds.
fn duration(text: &str) -> Option<i128> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (part, after) = part_of_duration(rest)?;
        total = total.checked_add(part).filter(|total| *total <= 1 << 63)?;
        rest = after;
    }
    match (negative, total) {
        (true, total) => Some(-i128::from(total)),
        (false, total) => (total < 1 << 63).then(|| i128::from(total)),
    }
}

/// A number with its unit, and what follows.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "this is how Go computes it"
)]
fn part_of_duration(text: &str) -> Option<(u64, &str)> {
    let digits_end = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, mut rest) = text.split_at(digits_end(text));
    let (mut fraction, mut scale): (u64, f64) = (0, 1.0);
    let mut places = 0;
    if let Some(after) = rest.strip_prefix('.') {
        let (digits, after) = after.split_at(digits_end(after));
        places = digits.len();
        for byte in digits.bytes() {
            let longer = fraction.checked_mul(10)?.checked_add(u64::from(byte - b'0'));
            // Go drops the digits that do not fit.
            match longer.filter(|longer| *longer <= 1 << 63) {
                Some(longer) if fraction <= ((1 << 63) - 1) / 10 => fraction = longer,
                _ => break,
            }
            scale *= 10.0;
        }
        rest = after;
    }
    if whole.is_empty() && places == 0 {
        return None;
    }
    let unit_end = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(unit_end);
    let unit: u64 = match unit {
        "ns" => 1,
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    };
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut total = whole.checked_mul(unit).filter(|total| *total <= 1 << 63)?;
    if fraction > 0 {
        total += (fraction as f64 * (unit as f64 / scale)) as u64;
        if total > 1 << 63 {
            return None;
        }
    }
    Some((total, rest))
}

fn refused(span: Span) -> Node {
    Node::refused(span, "a time that is not written as it has to be")
}

fn text(text: String, span: Span) -> Node {
    Node::computed(Kind::Text(text.into()), span)
}

fn timeadd(arguments: &[Node], span: Span) -> Option<Node> {
    let [time, more] = arguments else { return None };
    let Some(time) = Time::strict(time.text()?) else { return Some(refused(span)) };
    let Some(more) = duration(more.text()?) else { return Some(refused(span)) };
    let time = Time { nanoseconds: time.nanoseconds + more, ..time };
    let Reading { year, month, day, hour, minute, second, .. } = time.read()?;
    if !(0..=9999).contains(&year) {
        return None;
    }
    let (month, zone) = (month + 1, time.zone_or_z());
    let printed = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}");
    Some(text(printed, span))
}

/// Reads times less strictly than the others.
fn timecmp(arguments: &[Node], span: Span) -> Option<Node> {
    let [one, other] = arguments else { return None };
    let times = (Time::lenient(one.text()?), Time::lenient(other.text()?));
    let (Some(one), Some(other)) = times else { return Some(refused(span)) };
    let order = one.absolute().cmp(&other.absolute());
    Number::whole(i64::from(order as i8))?.node(span)
}

fn formatdate(arguments: &[Node], span: Span) -> Option<Node> {
    let [format, time] = arguments else { return None };
    let Some(time) = Time::strict(time.text()?) else { return Some(refused(span)) };
    let (mut rest, reading) = (format.text()?, time.read()?);
    if rest.len() > LONGEST {
        return None;
    }
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(token(rest, first));
        rest = after;
        let written = match first {
            '\'' => quoted(token, &mut out),
            'a'..='z' | 'A'..='Z' => verb(first, token.len(), time, &reading, &mut out),
            _ => {
                out.push_str(token);
                Some(())
            }
        };
        if written.is_none() {
            return Some(refused(span));
        }
    }
    Some(text(out, span))
}

/// How many bytes the token at the front of a format has.
fn token(text: &str, first: char) -> usize {
    let end = |found: Option<usize>| found.unwrap_or(text.len());
    match first {
        '\'' if text.starts_with("''") => 2,
        '\'' => {
            let mut bytes = text.bytes().enumerate().skip(1).peekable();
            while let Some((at, byte)) = bytes.next() {
                if byte == b'\'' && bytes.next_if(|(_, next)| *next == b'\'').is_none() {
                    return at + 1;
                }
            }
            text.len()
        }
        'a'..='z' | 'A'..='Z' => end(text.find(|c| c != first)),
        _ => end(text.find(|c: char| c == '\'' || c.is_ascii_alphabetic())),
    }
}

/// Text in quotes, in which two of them mean one.
fn quoted(token: &str, out: &mut String) -> Option<()> {
    if token == "''" {
        out.push('\'');
        return Some(());
    }
    let inner = token.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        out.push(character);
        if character == '\'' {
            characters.next();
        }
    }
    Some(())
}

/// A letter, so many times; `None` where it means nothing.
fn verb(letter: char, times: usize, time: Time, now: &Reading, out: &mut String) -> Option<()> {
    let half = if now.hour % 12 == 0 { 12 } else { now.hour % 12 };
    let noon = if now.hour < 12 { "am" } else { "pm" };
    let name = |names: &[&'static str], index: usize| names.get(index).copied();
    let written = match (letter, times) {
        ('Y', 2) => write!(out, "{:02}", now.year % 100),
        ('Y', 4) => write!(out, "{:04}", now.year),
        ('M', 1) => write!(out, "{}", now.month + 1),
        ('M', 2) => write!(out, "{:02}", now.month + 1),
        ('M', 3) => write!(out, "{:.3}", name(&MONTHS, now.month)?),
        ('M', 4) => write!(out, "{}", name(&MONTHS, now.month)?),
        ('D', 1) => write!(out, "{}", now.day),
        ('D', 2) => write!(out, "{:02}", now.day),
        ('E', 3) => write!(out, "{:.3}", name(&DAYS, now.weekday)?),
        ('E', 4) => write!(out, "{}", name(&DAYS, now.weekday)?),
        ('h', 1) => write!(out, "{}", now.hour),
        ('h', 2) => write!(out, "{:02}", now.hour),
        ('H', 1) => write!(out, "{half}"),
        ('H', 2) => write!(out, "{half:02}"),
        ('A', 2) => write!(out, "{}", noon.to_uppercase()),
        ('a', 2) => write!(out, "{noon}"),
        ('m', 1) => write!(out, "{}", now.minute),
        ('m', 2) => write!(out, "{:02}", now.minute),
        ('s', 1) => write!(out, "{}", now.second),
        ('s', 2) => write!(out, "{:02}", now.second),
        ('Z', 1) => write!(out, "{}", time.zone_or_z()),
        ('Z', 3) if time.offset == 0 => write!(out, "UTC"),
        ('Z', 3 | 4) => write!(out, "{}", time.zone("")),
        ('Z', 5) => write!(out, "{}", time.zone(":")),
        _ => return None,
    };
    written.ok()
}
