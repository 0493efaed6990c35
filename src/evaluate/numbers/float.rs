//! Binary floating point of any precision, rounded to the nearest and, in the middle, to even: what
//! Go's `big.Float` computes.

use num_bigint::BigUint;
use std::cmp::Ordering;

/// Numbers whose binary exponent is larger are not followed.
const LARGEST: i64 = 40_000;

/// `mantissa · 2^exponent`, with an odd mantissa; zero has its sign too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Float {
    pub(super) negative: bool,
    pub(super) mantissa: BigUint,
    pub(super) exponent: i64,
}

impl Float {
    /// The number nearest to `mantissa · 2^exponent` of those that have `bits` binary digits.
    /// `None` where its exponent is too large.
    pub(super) fn rounded(
        negative: bool,
        mantissa: BigUint,
        exponent: i64,
        bits: u64,
    ) -> Option<Self> {
        let excess = mantissa.bits().saturating_sub(bits);
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        if excess > 0 {
            let half = BigUint::from(1_u8) << (excess - 1);
            let kept = &mantissa >> excess;
            let rest = &mantissa - (&kept << excess);
            let up = match rest.cmp(&half) {
                Ordering::Less => false,
                Ordering::Equal => kept.bit(0),
                Ordering::Greater => true,
            };
            mantissa = if up { kept + 1_u8 } else { kept };
            exponent = exponent.checked_add(i64::try_from(excess).ok()?)?;
        }
        Self::exact(negative, mantissa, exponent)
    }

    /// Just `mantissa · 2^exponent`.
    pub(super) fn exact(negative: bool, mantissa: BigUint, exponent: i64) -> Option<Self> {
        let Some(zeros) = mantissa.trailing_zeros() else {
            return Some(Self { negative, mantissa, exponent: 0 });
        };
        let exponent = exponent.checked_add(i64::try_from(zeros).ok()?)?;
        let mantissa = mantissa >> zeros;
        let top = exponent.checked_add(i64::try_from(mantissa.bits()).ok()?)?;
        let fits = exponent.abs() <= LARGEST && top.abs() <= LARGEST;
        fits.then_some(Self { negative, mantissa, exponent })
    }

    pub(super) fn is_zero(&self) -> bool {
        self.mantissa.bits() == 0
    }

    pub(super) fn is_whole(&self) -> bool {
        self.exponent >= 0
    }

    /// How many binary digits it has.
    pub(super) fn bits(&self) -> u64 {
        self.mantissa.bits()
    }

    pub(super) fn negated(&self) -> Self {
        Self { negative: !self.negative, ..self.clone() }
    }

    /// The mantissa for a smaller exponent.
    fn scaled(&self, exponent: i64) -> Option<BigUint> {
        Some(&self.mantissa << u64::try_from(self.exponent.checked_sub(exponent)?).ok()?)
    }

    /// The sum. Opposites come to a positive zero.
    pub(super) fn add(&self, other: &Self, bits: u64) -> Option<Self> {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => {
                let negative = self.negative && other.negative;
                return Some(Self { negative, ..self.clone() });
            }
            (true, false) => return other.round(bits),
            (false, true) => return self.round(bits),
            (false, false) => {}
        }
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = (self.scaled(exponent)?, other.scaled(exponent)?);
        if self.negative == other.negative {
            return Self::rounded(self.negative, left + right, exponent, bits);
        }
        match left.cmp(&right) {
            Ordering::Equal => Self::exact(false, BigUint::ZERO, 0),
            Ordering::Greater => Self::rounded(self.negative, left - right, exponent, bits),
            Ordering::Less => Self::rounded(other.negative, right - left, exponent, bits),
        }
    }

    /// The same number with fewer binary digits.
    pub(super) fn round(&self, bits: u64) -> Option<Self> {
        Self::rounded(self.negative, self.mantissa.clone(), self.exponent, bits)
    }

    pub(super) fn multiply(&self, other: &Self, bits: u64) -> Option<Self> {
        let negative = self.negative != other.negative;
        let exponent = self.exponent.checked_add(other.exponent)?;
        Self::rounded(negative, &self.mantissa * &other.mantissa, exponent, bits)
    }

    /// The quotient; `None` for a division by zero.
    pub(super) fn divide(&self, other: &Self, bits: u64) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let negative = self.negative != other.negative;
        let shift = (bits + 2 + other.bits()).saturating_sub(self.bits());
        let dividend = &self.mantissa << shift;
        let quotient = &dividend / &other.mantissa;
        let is_exact = &quotient * &other.mantissa == dividend;
        // One digit more tells a quotient just above the middle from the middle.
        let quotient = (quotient << 1_u8) + u8::from(!is_exact);
        let shift = i64::try_from(shift).ok()?.checked_add(1)?;
        let exponent = self.exponent.checked_sub(other.exponent)?.checked_sub(shift)?;
        Self::rounded(negative, quotient, exponent, bits)
    }

    /// Without what stands behind the point; zero is positive.
    pub(super) fn truncated(&self) -> Self {
        if self.is_whole() {
            return Self { negative: self.negative && !self.is_zero(), ..self.clone() };
        }
        let whole = &self.mantissa >> self.exponent.unsigned_abs();
        let negative = self.negative && whole.bits() > 0;
        // It is smaller than the number itself.
        Self::exact(negative, whole, 0).unwrap_or_else(|| self.clone())
    }

    /// The whole number that it is.
    pub(super) fn magnitude(&self) -> Option<BigUint> {
        self.is_whole().then(|| self.scaled(0)).flatten()
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let sign = |one: &Self| match (one.is_zero(), one.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let exponent = self.exponent.min(other.exponent);
            let order = self.scaled(exponent).cmp(&other.scaled(exponent));
            if self.negative { order.reverse() } else { order }
        })
    }
}
