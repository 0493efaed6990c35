//! Texts -> floating point and back, as Go reads and prints them.

use super::float::Float;
use num_bigint::BigUint;

/// What a text says.
pub(super) enum Read {
    Number(Float),
    /// It is no number.
    Refused,
    /// It may be one, but not which.
    Unsure,
}

/// Decimal exponents beyond this are not followed.
const LARGEST: i64 = 5_000;
/// Longer texts are not followed.
const LONGEST: usize = 20_000;

/// Reads a decimal number with `bits` binary digits as Go's `big.ParseFloat` does, whose powers of
/// ten are rounded themselves.
pub(super) fn read(text: &str, bits: u64) -> Read {
    let Some(parts) = parts(text) else {
        // Infinity is a number too, but not one to follow.
        let bare = text.trim_start_matches(['+', '-']);
        let infinite = matches!(bare, "Inf" | "inf");
        return if infinite { Read::Unsure } else { Read::Refused };
    };
    parts.value(bits).map_or(Read::Unsure, Read::Number)
}

/// The number nearest to what a plain decimal says.
pub(super) fn nearest(text: &str, bits: u64) -> Option<Float> {
    let parts = parts(text)?;
    let ten = parts.ten.filter(|ten| ten.abs() <= LARGEST)?;
    let one = BigUint::from(1_u8);
    let power = BigUint::from(10_u8).pow(u32::try_from(ten.unsigned_abs()).ok()?);
    let (above, below) = if ten >= 0 { (power, one) } else { (one, power) };
    let above = Float::exact(parts.negative, parts.digits * above, 0)?;
    above.divide(&Float::exact(false, below, 0)?, bits)
}

/// A decimal number taken apart: `digits · 10^ten · 2^two`.
struct Parts {
    negative: bool,
    digits: BigUint,
    /// `None` where it is too large to hold.
    ten: Option<i64>,
    two: Option<i64>,
}

/// `None` where the text is no decimal number.
fn parts(text: &str) -> Option<Parts> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let at = rest.find(['e', 'E', 'p', 'P']);
    let (mantissa, exponent) = at.map_or((rest, None), |at| {
        let (before, from) = rest.split_at(at);
        (before, from.split_at_checked(1))
    });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let (binary, exponent) = match exponent {
        None => (false, Some(0)),
        Some((letter, digits)) => {
            let bare = digits.strip_prefix(['+', '-']).unwrap_or(digits);
            if bare.is_empty() || !plain(bare) {
                return None;
            }
            (letter.eq_ignore_ascii_case("p"), digits.parse::<i64>().ok())
        }
    };
    let digits = format!("{whole}{fraction}");
    let short = digits.len() <= LONGEST;
    let places = i64::try_from(fraction.len()).ok().filter(|_| short).map(|places| -places);
    let (ten, two) = if binary {
        (places, exponent)
    } else {
        (places.zip(exponent).and_then(|(places, ten)| places.checked_add(ten)), Some(0))
    };
    let digits = BigUint::parse_bytes(if short { digits.as_bytes() } else { b"0" }, 10)?;
    Some(Parts { negative, digits, ten, two })
}

impl Parts {
    fn value(&self, bits: u64) -> Option<Float> {
        let ten = self.ten.filter(|ten| ten.abs() <= LARGEST)?;
        let two = self.two.filter(|two| two.abs() <= LARGEST)?;
        let digits = Float::exact(self.negative, self.digits.clone(), 0)?;
        if digits.is_zero() {
            return Some(digits);
        }
        let power = power_of_five(ten.unsigned_abs(), bits + 64)?;
        let shifted = Float::exact(self.negative, self.digits.clone(), ten + two)?;
        match ten {
            0 => shifted.round(bits),
            1.. => shifted.multiply(&power, bits),
            _ => shifted.divide(&power, bits),
        }
    }
}

/// `5^power` by squaring, each step rounded.
fn power_of_five(power: u64, bits: u64) -> Option<Float> {
    /// The largest power that is looked up in a table of exact ones.
    const TABLE: u64 = 27;
    let exact = |power: u64| {
        let power = u32::try_from(power).ok()?;
        Float::exact(false, BigUint::from(5_u8).pow(power), 0)
    };
    let Some(mut rest) = power.checked_sub(TABLE) else { return exact(power) };
    let mut result = exact(TABLE)?;
    let mut factor = exact(1)?;
    while rest > 0 {
        if rest & 1 == 1 {
            result = result.multiply(&factor, bits)?;
        }
        factor = factor.multiply(&factor, bits + 64)?;
        rest >>= 1;
    }
    Some(result)
}

/// Decimal digits without zeros at the end, and where the point stands: `0.digits · 10^point`.
struct Decimal {
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    fn of(mantissa: &BigUint, exponent: i64) -> Self {
        let power = exponent.unsigned_abs();
        let (whole, places) = if exponent >= 0 {
            (mantissa << power, 0)
        } else {
            let five = BigUint::from(5_u8).pow(u32::try_from(power).unwrap_or(u32::MAX));
            (mantissa * five, exponent)
        };
        let digits = whole.to_str_radix(10).into_bytes();
        let point = i64::try_from(digits.len()).unwrap_or(i64::MAX).saturating_add(places);
        Self { digits, point }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        self
    }

    fn at(&self, index: usize) -> u8 {
        self.digits.get(index).copied().unwrap_or(b'0')
    }

    /// Cut off after `length` digits.
    fn down(mut self, length: usize) -> Self {
        self.digits.truncate(length);
        self.trimmed()
    }

    /// Cut off after `length` digits, one up in the last place.
    fn up(mut self, length: usize) -> Self {
        self.digits.truncate(length);
        while self.digits.last() == Some(&b'9') {
            self.digits.pop();
        }
        if let Some(last) = self.digits.last_mut() {
            *last += 1;
        } else {
            self.digits.push(b'1');
            self.point += 1;
        }
        self
    }

    /// Cut off after `length` digits, to the nearest; in the middle to the even digit.
    fn nearest(self, length: usize) -> Self {
        let middle = self.at(length) == b'5' && self.digits.len() == length + 1;
        let odd = length.checked_sub(1).is_some_and(|last| self.at(last) % 2 == 1);
        let up = if middle { odd } else { self.at(length) >= b'5' };
        if length >= self.digits.len() {
            self
        } else if up {
            self.up(length)
        } else {
            self.down(length)
        }
    }

    fn plain(&self) -> String {
        let digits = String::from_utf8_lossy(&self.digits);
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        match usize::try_from(self.point) {
            Ok(point) if point > 0 => match digits.split_at_checked(point) {
                Some((whole, "")) => whole.to_owned(),
                Some((whole, fraction)) => format!("{whole}.{fraction}"),
                None => {
                    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
                    format!("{digits}{}", zeros(self.point.saturating_sub(length)))
                }
            },
            _ => format!("0.{}{digits}", zeros(-self.point)),
        }
    }
}

/// The exact value in all its decimal digits.
pub(super) fn expanded(float: &Float) -> String {
    let sign = if float.negative { "-" } else { "" };
    if float.is_zero() {
        return format!("{sign}0");
    }
    format!("{sign}{}", Decimal::of(&float.mantissa, float.exponent).plain())
}

/// The shortest decimal that is read as this very number where `bits` binary digits are kept: what
/// Go's `big.Float` prints with `Text('f', -1)`.
pub(super) fn shortest(float: &Float, bits: u64) -> Option<String> {
    let sign = if float.negative { "-" } else { "" };
    if float.is_zero() {
        return Some(format!("{sign}0"));
    }
    // One digit more than it has: its last one is half of the distance to the neighbours.
    let shift = (bits + 1).checked_sub(float.bits())?;
    let mantissa = &float.mantissa << shift;
    let exponent = float.exponent.checked_sub(i64::try_from(shift).ok()?)?;
    let exact = Decimal::of(&float.mantissa, float.exponent);
    let lower = Decimal::of(&(&mantissa - 1_u8), exponent);
    let upper = Decimal::of(&(&mantissa + 1_u8), exponent);
    let inclusive = !mantissa.bit(1);
    for index in 0..exact.digits.len() {
        let (low, here, high) = (lower.at(index), exact.at(index), upper.at(index));
        let down = low != here || (inclusive && index + 1 == lower.digits.len());
        let up = here != high && (inclusive || here + 1 < high || index + 1 < upper.digits.len());
        let cut = match (down, up) {
            (true, true) => exact.nearest(index + 1),
            (true, false) => exact.down(index + 1),
            (false, true) => exact.up(index + 1),
            (false, false) => continue,
        };
        return Some(format!("{sign}{}", cut.plain()));
    }
    Some(format!("{sign}{}", exact.plain()))
}
