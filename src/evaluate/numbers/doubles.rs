//! Logarithms and powers of 64-bit floats, digit by digit as Go's `math` computes them on amd64:
//! other libraries round the last digit in other ways.

/// The natural logarithm by the method of FreeBSD's `e_log.c`.
pub(in crate::evaluate) fn log(x: f64) -> f64 {
    const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const L: [f64; 7] = [
        f64::from_bits(0x3fe5_5555_5555_5593),
        f64::from_bits(0x3fd9_9999_9997_fa04),
        f64::from_bits(0x3fd2_4924_9422_9359),
        f64::from_bits(0x3fcc_71c5_1d8e_78af),
        f64::from_bits(0x3fc7_4664_96cb_03de),
        f64::from_bits(0x3fc3_9a09_d078_c69f),
        f64::from_bits(0x3fc2_f112_df3e_5244),
    ];
    if x < 0.0 || x.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    let [l1, l2, l3, l4, l5, l6, l7] = L;
    let (mut fraction, mut power) = split(x);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        power -= 1;
    }
    let rest = fraction - 1.0;
    let power = f64::from(power);
    let s1 = rest / (2.0 + rest);
    let s2 = s1 * s1;
    let s4 = s2 * s2;
    let odd = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)));
    let even = s4 * (l2 + s4 * (l4 + s4 * l6));
    let half = 0.5 * rest * rest;
    power * LN2_HIGH - ((half - (s1 * (half + (odd + even)) + power * LN2_LOW)) - rest)
}

/// A power. `None` for those that need the exponential function, and where the result is infinite,
/// or smaller than floats can be with all their digits.
pub(in crate::evaluate) fn pow(x: f64, y: f64) -> Option<f64> {
    if y == 0.0 || is(x, 1.0) {
        return Some(1.0);
    }
    if is(y, 1.0) {
        return Some(x);
    }
    if x == 0.0 {
        // A negative zero keeps its sign with odd powers, which is not followed.
        return (y > 0.0 && x.is_sign_positive()).then_some(0.0);
    }
    if is(y, 0.5) {
        return Some(x.sqrt());
    }
    if is(y, -0.5) {
        return Some(1.0 / x.sqrt());
    }
    if y.fract() != 0.0 {
        return (x < 0.0).then_some(f64::NAN);
    }
    if y.abs() > 1e9 {
        return None;
    }
    let (mut square, mut square_power) = split(x);
    let (mut result, mut power) = (1.0, 0_i32);
    let mut rest = format!("{}", y.abs()).parse::<u32>().ok()?;
    while rest != 0 {
        if square_power.abs() > 1 << 12 {
            return None;
        }
        if rest & 1 == 1 {
            result *= square;
            power += square_power;
        }
        square *= square;
        square_power <<= 1;
        if square < 0.5 {
            square += square;
            square_power -= 1;
        }
        rest >>= 1;
    }
    if y < 0.0 { scaled(1.0 / result, -power) } else { scaled(result, power) }
}

fn is(x: f64, exactly: f64) -> bool {
    x.to_bits() == exactly.to_bits()
}

/// A fraction from one half to one, and the power of two to multiply it with.
fn split(x: f64) -> (f64, i32) {
    let bits = x.to_bits();
    let exponent = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = (bits & !(0x7ff << 52)) | (0x3fe << 52);
    (f64::from_bits(fraction), exponent - 0x3fe)
}

fn scaled(x: f64, power: i32) -> Option<f64> {
    let (fraction, own) = split(x);
    let exponent =
        u64::try_from(own + power + 0x3fe).ok().filter(|one| (1..0x7ff).contains(one))?;
    Some(f64::from_bits((fraction.to_bits() & !(0x7ff << 52)) | (exponent << 52)))
}
