//! Numbers as they were written: which digit was the last one is part of what they say.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use crate::money::Amount;
use crate::number::Rational;

/// `digits` × 10^`exponent`, with one unit of `exponent` for the last digit written.
///
/// "1.5 billion" is 15 × 10⁸ and "1.50 billion" 150 × 10⁷: the same value, told less and more exactly.
/// The value always fits an [`Amount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Written {
    digits: u128,
    exponent: i8,
}

impl Written {
    /// A small number of the vocabulary, such as 5 × 10⁻¹ for "half".
    pub(super) const fn small(digits: u8, exponent: i8) -> Self {
        Self { digits: digits as u128, exponent }
    }

    /// The number, or nothing where it has more digits than an [`Amount`].
    fn new(digits: u128, exponent: i32) -> Option<Self> {
        let written = Self { digits, exponent: i8::try_from(exponent).ok()? };
        written.decimal().map(|_| written)
    }

    /// Reads digits with at most one decimal point.
    pub(super) fn from_digits(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        let digits = digits.skip_while(|&byte| byte == b'0');
        let digits = digits
            .enumerate()
            .try_fold(0u128, |value, (at, byte)| (at < 29).then(|| value * 10 + u128::from(byte - b'0')))?;
        Self::new(digits, -i32::try_from(fraction.len()).ok()?)
    }

    pub(super) fn from_amount(amount: Amount) -> Option<Self> {
        Self::from_digits(&amount.to_string())
    }

    fn decimal(self) -> Option<Decimal> {
        let (digits, places) = if self.exponent > 0 {
            let factor = 10u128.checked_pow(u32::from(self.exponent.unsigned_abs()))?;
            (self.digits.checked_mul(factor)?, 0)
        } else {
            (self.digits, u32::from(self.exponent.unsigned_abs()))
        };
        Decimal::try_from_i128_with_scale(i128::try_from(digits).ok()?, places).ok()
    }

    /// The value.
    pub(super) fn value(self) -> Rational {
        self.decimal().map_or_else(Rational::zero, Rational::from)
    }

    /// Half a unit of the last digit written.
    pub(super) fn half_unit(self) -> Rational {
        &Rational::from(5) * &Rational::power_of_ten(i32::from(self.exponent) - 1)
    }

    /// The number times a power of ten: what a scale word does to it.
    pub(super) fn scaled(self, power: u8) -> Option<Self> {
        Self::new(self.digits, i32::from(self.exponent) + i32::from(power))
    }

    /// The number times a hundred, where "two hundred" is as exact as "200".
    pub(super) fn hundredfold(self) -> Option<Self> {
        let decimals = (-i32::from(self.exponent)).clamp(0, 2);
        let zeros = u32::try_from(2 - decimals).ok()?;
        let digits = self.digits.checked_mul(10u128.pow(zeros))?;
        Self::new(digits, i32::from(self.exponent) + decimals)
    }

    /// The sum, as exact as the more exact of the two: "a million" plus "two hundred thousand".
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = |of: Self| {
            let zeros = u32::from((of.exponent - exponent).unsigned_abs());
            of.digits.checked_mul(10u128.checked_pow(zeros)?)
        };
        Self::new(digits(self)?.checked_add(digits(other)?)?, exponent.into())
    }

    /// The number times a small whole one.
    pub(super) fn times(self, factor: u16) -> Option<Self> {
        Self::new(self.digits.checked_mul(factor.into())?, self.exponent.into())
    }

    /// Its value, where that is a small whole number.
    pub(super) fn whole(self) -> Option<u16> {
        let value = self.decimal()?.normalize();
        if value.scale() == 0 { u16::try_from(value.mantissa()).ok() } else { None }
    }

    /// The quotient by a one- or two-digit number, where its decimals end: "1/4".
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let quotient = self.value().checked_div(&other.value())?;
        let amount = Amount::from_rational(&quotient).ok()?;
        Self::from_amount(amount)
    }

    /// Orders by value alone: "1.5" and "1.50" are equal here.
    pub(super) fn by_value(self, other: Self) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }

    pub(super) fn exponent(self) -> i8 {
        self.exponent
    }
}

/// Scale words by the thousand: `SCALE_WORDS[2]` is 10⁶.
pub(super) const SCALE_WORDS: [&str; 9] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "thousand trillion",
    "million trillion",
    "billion trillion",
    "trillion trillion",
];

/// Words that are read back as exactly this number, with the same last digit.
impl Written {
    /// How many thousands' steps up the scale word stands that it is displayed with; none below a thousand.
    pub(super) fn steps(self) -> i32 {
        let exponent = i32::from(self.exponent);
        let length = i32::try_from(self.digits.to_string().len()).unwrap_or(i32::MAX);
        let steps = if exponent > 0 { (exponent + 2) / 3 } else { 0 };
        // Three decimals and no scale word could be mistaken for a thousands separator.
        let deceptive = exponent == -3 && (4..=6).contains(&length);
        let long = exponent > 0 && steps < 4 && length + exponent > 3 * (steps + 1);
        steps + i32::from(deceptive || long)
    }

    /// The same, where three decimals are no thousands separator and the number may be long.
    pub(super) fn fewest_steps(self) -> i32 {
        (i32::from(self.exponent).max(0) + 2) / 3
    }

    /// Writes the number with the scale word that stands so many steps up.
    pub(super) fn write(self, f: &mut fmt::Formatter<'_>, steps: i32) -> fmt::Result {
        let places = usize::try_from(3 * steps - i32::from(self.exponent)).unwrap_or(0);
        let padded = format!("{:0>width$}", self.digits.to_string(), width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if !fraction.is_empty() {
            write!(f, ".{fraction}")?;
        }
        let word = usize::try_from(steps).ok().and_then(|at| SCALE_WORDS.get(at));
        match word {
            Some(word) if !word.is_empty() => write!(f, " {word}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, self.steps())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_as_people_write() {
        let shown = |digits: &str, power| {
            let written = Written::from_digits(digits).unwrap().scaled(power);
            written.unwrap().to_string()
        };
        assert_eq!(shown("70", 6), "70 million");
        assert_eq!(shown("1.5", 9), "1.5 billion");
        assert_eq!(shown("1237", 6), "1.237 billion");
        assert_eq!(shown("7", 7), "0.07 billion");
        assert_eq!(shown("1239528424", 0), "1,239,528,424");
        assert_eq!(shown("0.50", 0), "0.50");
        assert_eq!(shown("1.234", 0), "0.001234 thousand");
        assert_eq!(shown("2", 18), "2 million trillion");
    }

    #[test]
    fn sums_and_quotients_keep_the_last_digit() {
        let million = Written::small(1, 6);
        let sum = million.plus(Written::small(200, 3)).unwrap();
        assert_eq!(sum, Written::new(1200, 3).unwrap());
        assert_eq!(Written::small(1, 0).over(Written::small(4, 0)), Some(Written::small(25, -2)));
        assert_eq!(Written::small(1, 0).over(Written::small(3, 0)), None);
        assert_eq!(Written::small(1, 0).over(Written::small(0, 0)), None);
        assert_eq!(Written::small(2, 0).hundredfold(), Some(Written::small(200, 0)));
        assert_eq!(Written::small(55, -1).hundredfold(), Written::new(550, 0));
        assert_eq!(Written::from_digits(&"9".repeat(40)), None);
    }
}
