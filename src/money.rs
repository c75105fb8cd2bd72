//! Amounts of money and the intervals that figures are read into.

use std::fmt;

use rust_decimal::Decimal;

use crate::number::Rational;

/// An exact amount of zero or more, in whole units of a currency, with up to 28 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

/// The most digits of an amount.
const DIGITS: u32 = 28;

/// Why a text or a number is no [`Amount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Not digits with at most one decimal point.
    NotANumber,
    /// Below zero: flows are counted from payer to payee and are never negative.
    Negative,
    /// More than 28 digits, which is what an exact decimal holds of any number.
    TooManyDigits,
}

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads plain digits with at most one decimal point, without separators: `70000000`, `5.92`.
    ///
    /// Uses `from_str_exact`, since `Decimal::from_str` rounds silently past 28 digits.
    pub fn from_digits(digits: &str) -> Result<Self, AmountError> {
        let body = digits.strip_prefix('-').unwrap_or(digits);
        let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !numeric(whole) || !numeric(fraction) {
            return Err(AmountError::NotANumber);
        }
        if body.len() != digits.len() {
            return Err(AmountError::Negative);
        }
        let significant = digits.trim_start_matches('0');
        let significant = if digits.contains('.') {
            significant.trim_end_matches('0').trim_end_matches('.')
        } else {
            significant
        };
        let significant = if significant.is_empty() { "0" } else { significant };
        let padded =
            if significant.starts_with('.') { format!("0{significant}") } else { significant.to_owned() };
        let decimal = Decimal::from_str_exact(&padded).map_err(|_| AmountError::TooManyDigits)?;
        Self::of_few_digits(decimal)
    }

    fn of_few_digits(decimal: Decimal) -> Result<Self, AmountError> {
        let decimal = decimal.normalize();
        let fits = decimal.mantissa() < 10_i128.pow(DIGITS);
        fits.then_some(Self(decimal)).ok_or(AmountError::TooManyDigits)
    }

    /// The amount of this exact value.
    pub fn from_rational(value: &Rational) -> Result<Self, AmountError> {
        if value.is_negative() {
            return Err(AmountError::Negative);
        }
        value.to_decimal().ok_or(AmountError::TooManyDigits).and_then(Self::of_few_digits)
    }

    /// The same value for exact arithmetic.
    #[must_use]
    pub fn to_rational(self) -> Rational {
        Rational::from(self.0)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a figure says once it is read: a lowest and a highest amount, both included.
///
/// An end that the words leave open is `None`. Words like "more than" are read as "or more": whether
/// the very amount is included never decides a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Interval {
    /// The least the figure says; `None` where it only says "at most".
    pub low: Option<Amount>,
    /// The most the figure says; `None` where it only says "at least".
    pub high: Option<Amount>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_every_digit_or_are_refused() {
        let digits = "792281625142643375935439503.5";
        assert_eq!(Amount::from_digits(digits).unwrap().to_string(), digits);
        assert_eq!(Amount::from_digits("0.0000000000000000000000000000001"), Err(AmountError::TooManyDigits));
        assert_eq!(Amount::from_digits("99999999999999999999999999999"), Err(AmountError::TooManyDigits));
        assert_eq!(Amount::from_digits("10000000000000000000000000001"), Err(AmountError::TooManyDigits));
        assert_eq!(Amount::from_digits("000.50").unwrap().to_string(), "0.5");
        assert_eq!(Amount::from_digits("0").unwrap(), Amount::ZERO);
        assert_eq!(Amount::from_digits("-1"), Err(AmountError::Negative));
        assert_eq!(Amount::from_digits("1e3"), Err(AmountError::NotANumber));
        assert_eq!(Amount::from_digits(""), Err(AmountError::NotANumber));
        assert_eq!(Amount::from_digits("1."), Err(AmountError::NotANumber));
    }
}
