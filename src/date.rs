//! Days of the calendar, without a time and without a zone.

use std::fmt;

/// A day: `2027-03-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day that `text` says, which is written as `2027-03-31` and is in the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, count: usize| {
            let fits = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<i32>().ok()).flatten()
        };
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = u8::try_from(digits(parts.next()?, 2)?).ok()?;
        let day = u8::try_from(digits(parts.next()?, 2)?).ok()?;
        let is_there = parts.next().is_none() && (1..=days(year, month)?).contains(&day);
        is_there.then_some(Self { year, month, day })
    }

    /// The day in UTC, so many seconds after 1970 began.
    pub fn of_seconds(seconds: u64) -> Option<Self> {
        // The calendar repeats itself after 400 years.
        const CYCLE: i64 = 146_097;
        let mut left = i64::try_from(seconds / (24 * 60 * 60)).ok()?;
        let mut year = 1970 + i32::try_from(left / CYCLE).ok()?.checked_mul(400)?;
        left %= CYCLE;
        let mut month = 1;
        loop {
            let days = days(year, month)?;
            if left < i64::from(days) {
                return Some(Self { year, month, day: u8::try_from(left).ok()? + 1 });
            }
            left -= i64::from(days);
            (year, month) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
        }
    }
}

/// How many days a month has, from 1.
fn days(year: i32, month: u8) -> Option<u8> {
    let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => Some(if leaps { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for text in ["2027-03-31", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2027",
            "2027-3-31",
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "2027-01-00",
            "2027-01-01-",
            "+027-01-01",
            "2027/01/01",
            "20270101",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_come_in_order() {
        let day = |text| Date::parse(text).unwrap();
        assert!(day("2026-12-31") < day("2027-01-01"));
        assert!(day("2027-01-31") < day("2027-02-01"));
    }

    #[test]
    fn seconds_become_days() {
        for (seconds, text) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_651_200, "2026-11-26"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (13_569_465_600, "2400-01-01"),
        ] {
            assert_eq!(Date::of_seconds(seconds).unwrap().to_string(), text);
        }
        assert_eq!(Date::of_seconds(u64::MAX), None);
    }
}
