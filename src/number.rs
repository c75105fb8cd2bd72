//! Exact rational numbers: the only arithmetic that verdicts rest on.
//!
//! Published amounts are decimals, but a weekly rate over a year is a multiple of 365/7, so
//! everything past the published figure is a fraction. Nothing here rounds or overflows.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact fraction. Displays as a finite decimal where there is one (`69.5`), otherwise as `p/q`.
///
/// # Design
///
/// Nearly every number in a report is a fraction of two 64-bit integers, and calculating with two
/// of those takes no more than 128 bits. Big integers alone would make most of a report's time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rational(Value);

/// Equal numbers have equal forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Value {
    /// In lowest terms, with a denominator above zero.
    Small { numerator: i64, denominator: i64 },
    /// Only what does not fit the small form.
    Big(Box<BigRational>),
}

use Value::{Big, Small};

impl Rational {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self::from(0)
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self::from(1)
    }

    /// A power of ten, of either sign.
    #[must_use]
    pub fn power_of_ten(power: i32) -> Self {
        let whole = 10_i64
            .checked_pow(power.unsigned_abs())
            .map_or_else(|| Self::from(BigInt::from(10).pow(power.unsigned_abs())), Self::from);
        if power < 0 { Self::one().checked_div(&whole).unwrap_or(whole) } else { whole }
    }

    /// `numerator / denominator`, or nothing where the denominator is zero.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        let sign = i128::from(denominator.signum());
        (denominator != 0)
            .then(|| Self::reduced(sign * i128::from(numerator), sign * i128::from(denominator)))
    }

    /// The fraction of a numerator and a denominator above zero.
    fn reduced(numerator: i128, denominator: i128) -> Self {
        let divisor = if denominator == 1 { 1 } else { greatest_common_divisor(numerator, denominator) };
        let lowest = |number: i128| if divisor == 1 { number } else { number / divisor };
        let (numerator, denominator) = (lowest(numerator), lowest(denominator));
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Self(Small { numerator, denominator }),
            _ => Self(Big(Box::new(BigRational::new_raw(numerator.into(), denominator.into())))),
        }
    }

    /// The same value in the arithmetic of big integers.
    pub(crate) fn big(&self) -> BigRational {
        match &self.0 {
            Small { numerator, denominator } => {
                BigRational::new_raw((*numerator).into(), (*denominator).into())
            }
            Big(value) => value.as_ref().clone(),
        }
    }

    /// The quotient, or nothing where `divisor` is zero.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        match (&self.0, &divisor.0) {
            (_, Small { numerator: 0, .. }) => None,
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                let sign = i128::from(c.signum());
                Some(Self::reduced(sign * product(*a, *d), sign * product(*b, *c)))
            }
            _ => Some(Self::from(self.big() / divisor.big())),
        }
    }

    /// Adds `a` times `b`.
    pub(crate) fn add_product(&mut self, a: &Self, b: &Self) {
        if let (
            Small { numerator: total, denominator: 1 },
            Small { numerator: x, denominator: 1 },
            Small { numerator: y, denominator: 1 },
        ) = (&self.0, &a.0, &b.0)
            && let Some(numerator) = x.checked_mul(*y).and_then(|product| product.checked_add(*total))
        {
            *self = Self(Small { numerator, denominator: 1 });
        } else {
            *self = &*self + &(a * b);
        }
    }

    /// About this number, for what is checked exactly afterwards.
    #[expect(clippy::float_arithmetic, reason = "no verdict rests on it")]
    pub(crate) fn approximate(&self) -> f64 {
        match &self.0 {
            Small { numerator, denominator } => {
                numerator.to_f64().unwrap_or(f64::NAN) / denominator.to_f64().unwrap_or(f64::NAN)
            }
            Big(value) => value.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The least whole number above zero that makes this whole, or nothing where it is long.
    pub(crate) fn denominator(&self) -> Option<i64> {
        match &self.0 {
            Small { denominator, .. } => Some(*denominator),
            Big(value) => value.denom().to_i64(),
        }
    }

    /// The whole part without its sign, or the largest number there is where that is larger.
    pub(crate) fn magnitude(&self) -> u64 {
        match &self.0 {
            Small { numerator, denominator: 1 } => numerator.unsigned_abs(),
            Small { numerator, denominator } => numerator.unsigned_abs() / denominator.unsigned_abs(),
            Big(value) => value.abs().to_integer().to_u64().unwrap_or(u64::MAX),
        }
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small { numerator: 0, .. })
    }

    /// Whether this is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small { numerator, .. } => numerator.is_negative(),
            Big(value) => value.is_negative(),
        }
    }

    /// The largest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> BigInt {
        match &self.0 {
            Small { numerator, denominator } => numerator.div_euclid(*denominator).into(),
            Big(value) => value.floor().to_integer(),
        }
    }

    /// The whole number nearest to this one; halves go up.
    #[must_use]
    pub fn round_half_up(&self) -> BigInt {
        let half = Self(Small { numerator: 1, denominator: 2 });
        (self + &half).floor()
    }

    /// The same value as a decimal of at most 28 digits, or nothing where it has no such form.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        if let Small { numerator, denominator: 1 } = self.0 {
            return Some(Decimal::from(numerator));
        }
        let value = self.big();
        let scale = decimal_places(value.denom())?;
        let mantissa =
            (value * BigRational::from_integer(BigInt::from(10).pow(scale))).to_integer().to_i128()?;
        Decimal::try_from_i128_with_scale(mantissa, scale).ok().map(|decimal| decimal.normalize())
    }
}

fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

fn greatest_common_divisor(number: i128, above_zero: i128) -> i128 {
    let (mut a, mut b) = (number.abs(), above_zero);
    while b != 0 {
        (a, b) = match (i64::try_from(a), i64::try_from(b)) {
            // The same step: dividing 128 bits takes several times as long.
            (Ok(a), Ok(b)) => (b.into(), (a % b).into()),
            _ => (b, a % b),
        };
    }
    a
}

/// Whether a low end lies above a high end; an open end lies nowhere.
pub(crate) fn exceeds(low: Option<&Rational>, high: Option<&Rational>) -> bool {
    matches!((low, high), (Some(low), Some(high)) if low > high)
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
        if let Small { numerator, denominator: 1 } = self.0 {
            return write!(f, "{numerator}");
        }
        let value = self.big();
        let Some(places) = decimal_places(value.denom()) else {
            return write!(f, "{}/{}", value.numer(), value.denom());
        };
        if places == 0 {
            return write!(f, "{}", value.numer());
        }
        let scaled = (value.abs() * BigRational::from_integer(BigInt::from(10).pow(places))).to_integer();
        let width = places as usize + 1;
        let digits = format!("{scaled:0>width$}");
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(Small { numerator: value, denominator: 1 })
    }
}

impl From<BigInt> for Rational {
    fn from(value: BigInt) -> Self {
        Self::from(BigRational::from_integer(value))
    }
}

impl From<BigRational> for Rational {
    fn from(value: BigRational) -> Self {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Self(Small { numerator, denominator }),
            _ => Self(Big(Box::new(value))),
        }
    }
}

impl From<Decimal> for Rational {
    fn from(value: Decimal) -> Self {
        Self::reduced(value.mantissa(), 10_i128.pow(value.scale()))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                product(*a, *d).cmp(&product(*c, *b))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add<&Rational> for &Rational {
    type Output = Rational;

    fn add(self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                Rational::reduced(product(*a, *d) + product(*c, *b), product(*b, *d))
            }
            _ => Rational::from(self.big() + other.big()),
        }
    }
}

impl Sub<&Rational> for &Rational {
    type Output = Rational;

    fn sub(self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                Rational::reduced(product(*a, *d) - product(*c, *b), product(*b, *d))
            }
            _ => Rational::from(self.big() - other.big()),
        }
    }
}

impl Mul<&Rational> for &Rational {
    type Output = Rational;

    fn mul(self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                Rational::reduced(product(*a, *c), product(*b, *d))
            }
            _ => Rational::from(self.big() * other.big()),
        }
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Small { numerator, denominator } => {
                Rational::reduced(-i128::from(*numerator), (*denominator).into())
            }
            Big(value) => Rational::from(-value.as_ref()),
        }
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
    use proptest::prelude::*;

    use super::*;

    /// Numbers around the ends of what each form holds, and everyday ones.
    fn numbers() -> impl Strategy<Value = BigRational> {
        let whole = || {
            prop_oneof![
                any::<i64>().prop_map(BigInt::from),
                any::<i128>().prop_map(BigInt::from),
                (-1000_i64..1000).prop_map(BigInt::from),
                (-2_i128..=2).prop_map(|near| BigInt::from(i128::from(i64::MAX) + near)),
                (-2_i128..=2).prop_map(|near| BigInt::from(i128::from(i64::MIN) + near)),
                (0_u32..30).prop_map(|power| BigInt::from(10).pow(power)),
            ]
        };
        (whole(), whole())
            .prop_filter("nothing is divided by zero", |(_, denominator)| !denominator.is_zero())
            .prop_map(|(numerator, denominator)| BigRational::new(numerator, denominator))
    }

    proptest! {
        #[test]
        fn calculates_as_big_integers_do(a in numbers(), b in numbers()) {
            let (x, y) = (Rational::from(a.clone()), Rational::from(b.clone()));
            prop_assert_eq!(&x + &y, Rational::from(&a + &b));
            prop_assert_eq!(&x - &y, Rational::from(&a - &b));
            prop_assert_eq!(&x * &y, Rational::from(&a * &b));
            prop_assert_eq!(-&x, Rational::from(-&a));
            let mut sum = x.clone();
            sum.add_product(&x, &y);
            prop_assert_eq!(sum, Rational::from(&a + &a * &b));
            prop_assert_eq!(x.magnitude(), a.abs().to_integer().to_u64().unwrap_or(u64::MAX));
            prop_assert_eq!(x.denominator(), a.denom().to_i64());
            prop_assert_eq!(x.checked_div(&y), (!b.is_zero()).then(|| Rational::from(&a / &b)));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x == y, a == b);
            prop_assert_eq!((x.is_zero(), x.is_negative()), (a.is_zero(), a.is_negative()));
            prop_assert_eq!(x.floor(), a.floor().to_integer());
            prop_assert_eq!(x.big(), a);
        }

        #[test]
        fn decimals_survive_unchanged(mantissa in any::<i64>(), scale in 0_u32..28) {
            let decimal = Decimal::new(mantissa, scale).normalize();
            let number = Rational::from(decimal);
            prop_assert_eq!(number.to_decimal(), Some(decimal));
            prop_assert_eq!(number.to_string(), decimal.to_string());
        }

        #[test]
        fn ratios_are_in_lowest_terms(numerator in any::<i64>(), denominator in any::<i64>()) {
            let expected = (denominator != 0)
                .then(|| Rational::from(BigRational::new(numerator.into(), denominator.into())));
            prop_assert_eq!(Rational::ratio(numerator, denominator), expected);
        }
    }

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
