//! Exact rational numbers: the only arithmetic that verdicts rest on.
//!
//! Published amounts are decimals, but a weekly rate over a year is a multiple of 365/7, so
//! everything past the published figure is a fraction of big integers. Nothing here rounds.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact fraction. Displays as a finite decimal where there is one (`69.5`), otherwise as `p/q`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(BigRational);

impl Rational {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self::from(1)
    }

    /// `numerator / denominator`, or nothing where the denominator is zero.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// The quotient, or nothing where `divisor` is zero.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether this is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// The largest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> BigInt {
        self.0.floor().to_integer()
    }

    /// The whole number nearest to this one; halves go up.
    #[must_use]
    pub fn round_half_up(&self) -> BigInt {
        let half = BigRational::new(1.into(), 2.into());
        (&self.0 + half).floor().to_integer()
    }

    /// The same value as a decimal of at most 28 digits, or nothing where it has no such form.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        let scale = decimal_places(self.0.denom())?;
        let mantissa =
            (&self.0 * BigRational::from_integer(BigInt::from(10).pow(scale))).to_integer().to_i128()?;
        Decimal::try_from_i128_with_scale(mantissa, scale).ok().map(|decimal| decimal.normalize())
    }
}

/// How many decimal places a fraction with this denominator needs, or nothing where its decimal
/// form does not end.
fn decimal_places(denominator: &BigInt) -> Option<u32> {
    let mut rest = denominator.clone();
    let mut power = |prime: u32| {
        let mut count = 0u32;
        while (&rest % prime).is_zero() {
            rest /= prime;
            count += 1;
        }
        count
    };
    let places = power(2).max(power(5));
    (rest == BigInt::from(1)).then_some(places)
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(places) = decimal_places(self.0.denom()) else {
            return write!(f, "{}/{}", self.0.numer(), self.0.denom());
        };
        if places == 0 {
            return write!(f, "{}", self.0.numer());
        }
        let scaled = (self.0.abs() * BigRational::from_integer(BigInt::from(10).pow(places))).to_integer();
        let width = places as usize + 1;
        let digits = format!("{scaled:0>width$}");
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(BigRational::from_integer(value.into()))
    }
}

impl From<BigInt> for Rational {
    fn from(value: BigInt) -> Self {
        Self(BigRational::from_integer(value))
    }
}

impl From<Decimal> for Rational {
    fn from(value: Decimal) -> Self {
        let denominator = BigInt::from(10).pow(value.scale());
        Self(BigRational::new(value.mantissa().into(), denominator))
    }
}

impl Add<&Rational> for &Rational {
    type Output = Rational;

    fn add(self, other: &Rational) -> Rational {
        Rational(&self.0 + &other.0)
    }
}

impl Sub<&Rational> for &Rational {
    type Output = Rational;

    fn sub(self, other: &Rational) -> Rational {
        Rational(&self.0 - &other.0)
    }
}

impl Mul<&Rational> for &Rational {
    type Output = Rational;

    fn mul(self, other: &Rational) -> Rational {
        Rational(&self.0 * &other.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        Rational(-&self.0)
    }
}

impl Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::zero(), |total, value| &total + &value)
    }
}

impl serde::Serialize for Rational {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_finite_decimals_and_fractions() {
        assert_eq!(Rational::ratio(139, 2).unwrap().to_string(), "69.5");
        assert_eq!(Rational::ratio(-1, 8).unwrap().to_string(), "-0.125");
        assert_eq!(Rational::ratio(365, 7).unwrap().to_string(), "365/7");
        assert_eq!(Rational::from(70_000_000).to_string(), "70000000");
        assert_eq!(Rational::ratio(1, 0), None);
    }

    #[test]
    fn converts_to_decimal_only_where_exact() {
        let exact: Decimal = "79228162514264337593543950335".parse().unwrap();
        assert_eq!(Rational::from(exact).to_decimal(), Some(exact));
        assert_eq!((&Rational::from(exact) + &Rational::one()).to_decimal(), None);
        assert_eq!(Rational::ratio(1, 3).unwrap().to_decimal(), None);
    }
}
