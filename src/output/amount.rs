//! Amounts as people read them: 69.5M, 1.2bn.
//!
//! Rounding must never make a conflict look like an agreement. Rounding to a number of digits keeps
//! the order of amounts, so all that could go wrong is that a low end and a lower high end look the
//! same: [`Precision::for_ends`] takes as many digits as it needs to keep those apart.

use crate::claim::Unit;
use crate::number::Rational;

/// How many significant digits to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Precision {
    digits: u32,
    /// What takes no more digits than this is shown exactly.
    exact_to: u32,
}

/// The fewest digits shown of an amount that has them.
const FEWEST_DIGITS: u32 = 5;

/// More digits than two exact amounts of 28 digits can need, or fractions of them at all often.
const MOST_DIGITS: u32 = 60;

/// A low or high end of something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bound {
    pub(super) value: Rational,
    pub(super) is_low: bool,
}

impl Precision {
    fn of(digits: u32) -> Self {
        Self { digits, exact_to: digits }
    }

    /// The fewest digits that keep every high end apart from every low end above it.
    pub(super) fn for_ends(bounds: Vec<Bound>) -> Self {
        let (mut lows, highs): (Vec<Bound>, Vec<Bound>) = bounds.into_iter().partition(|bound| bound.is_low);
        lows.sort();
        // Rounding keeps the order: what is apart from the nearest low end above is apart from all.
        let gaps: Vec<(&Rational, &Rational)> = highs
            .iter()
            .filter_map(|high| {
                let next = lows.partition_point(|low| low.value <= high.value);
                Some((&high.value, &lows.get(next)?.value))
            })
            .collect();
        let apart =
            |digits: u32| gaps.iter().all(|(below, above)| rounded(below, digits) != rounded(above, digits));
        let digits = (FEWEST_DIGITS..MOST_DIGITS).find(|&digits| apart(digits)).unwrap_or(MOST_DIGITS);
        Self::of(digits)
    }

    /// As exact as this, and at least so many digits.
    pub(super) fn at_least(self, digits: u32) -> Self {
        Self::of(self.digits.max(digits))
    }

    /// As exact as this, and exact where so many digits will do. More digits of what has no end are no help.
    pub(super) fn exact_to(self, digits: u32) -> Self {
        Self { exact_to: self.digits.max(digits), ..self }
    }

    fn digits_of(self, value: &Rational) -> u32 {
        if &rounded(value, self.exact_to) == value { self.exact_to } else { self.digits }
    }

    /// The amount in short.
    pub(super) fn short(self, value: &Rational) -> String {
        let (unit, letter) = scale(value);
        let scaled = value.checked_div(&unit).unwrap_or_else(Rational::zero);
        let (whole, places) = round(&scaled, self.digits_of(value));
        format!("{}{letter}", decimal(&whole.to_string(), places))
    }

    /// The amount without a letter for its size.
    pub(super) fn in_full(self, value: &Rational) -> String {
        let (whole, places) = round(value, self.digits_of(value));
        decimal(&whole.to_string(), places)
    }

    /// Whether the short form leaves digits out.
    pub(super) fn rounds(self, value: &Rational) -> bool {
        &rounded(value, self.exact_to) != value
    }
}

/// A number to four decimal places at most, and whether that is all of it.
pub(super) fn plain(value: &Rational) -> (String, bool) {
    let places = 4;
    let scale = Rational::from(10_000);
    let whole = (value * &scale).round_half_up();
    let exact = Rational::from(whole.clone()) == value * &scale;
    (decimal(&whole.to_string(), places), exact)
}

/// What amounts are multiplied by: in full where that is short, otherwise to six digits.
pub(super) fn factor(value: &Rational) -> String {
    const DIGITS: u32 = 6;
    const LONGEST: usize = 9;
    let written = value.to_string();
    if written.len() <= LONGEST && !written.contains('/') {
        exact(value)
    } else {
        format!("about {}", Precision::of(DIGITS).in_full(value))
    }
}

/// "× 1.0466"; of what is much less than one, by what amounts are divided: "÷ 42,000".
pub(super) fn multiplied(by: &Rational) -> String {
    let is_small = by * &Rational::from(10) < Rational::one();
    match Rational::one().checked_div(by).filter(|_| is_small) {
        Some(inverse) => format!("÷ {}", factor(&inverse)),
        None => format!("× {}", factor(by)),
    }
}

/// An amount in a unit: "EUR 12.7M", "USD 20.5M in 2015 prices".
pub(super) fn in_unit(unit: Unit, amount: &str) -> String {
    let prices = unit.prices.map(|year| format!(" in {year} prices")).unwrap_or_default();
    format!("{} {amount}{prices}", unit.currency)
}

/// A number in full: a decimal with separators, or a fraction with about what it comes to.
pub(super) fn exact(value: &Rational) -> String {
    /// A longer fraction is no help to anyone.
    const LONGEST_FRACTION: usize = 40;
    if value.is_negative() {
        return format!("−{}", exact(&-value));
    }
    let written = value.to_string();
    if !written.contains('/') {
        let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
        let places = u32::try_from(fraction.len()).unwrap_or(0);
        return decimal(&format!("{whole}{fraction}"), places);
    }
    let about = Precision::of(10).in_full(value);
    if written.len() > LONGEST_FRACTION {
        format!("about {about}")
    } else {
        format!("{written} (about {about})")
    }
}

/// A fraction as a percentage: three digits, or as many as it takes to tell it from `other`.
pub(super) fn percent(value: &Rational, other: &Rational) -> String {
    let hundred = Rational::from(100);
    let (value, other) = (value * &hundred, other * &hundred);
    let differ = |digits: u32| value == other || rounded(&value, digits) != rounded(&other, digits);
    let digits = (3..MOST_DIGITS).find(|&digits| differ(digits)).unwrap_or(MOST_DIGITS);
    let (whole, places) = round(&value, digits);
    format!("{}%", decimal(&whole.to_string(), places))
}

fn scale(value: &Rational) -> (Rational, &'static str) {
    let at_least = |amount: i64| value >= &Rational::from(amount);
    if at_least(1_000_000_000_000) {
        (Rational::from(1_000_000_000_000), "tn")
    } else if at_least(1_000_000_000) {
        (Rational::from(1_000_000_000), "bn")
    } else if at_least(1_000_000) {
        (Rational::from(1_000_000), "M")
    } else {
        (Rational::one(), "")
    }
}

fn rounded(value: &Rational, digits: u32) -> Rational {
    let (unit, _) = scale(value);
    let Some(scaled) = value.checked_div(&unit) else { return value.clone() };
    let (whole, places) = round(&scaled, digits);
    let ten = Rational::from(num_bigint::BigInt::from(10).pow(places));
    let back = Rational::from(whole).checked_div(&ten).unwrap_or_else(Rational::zero);
    &back * &unit
}

/// The value times a power of ten as a whole number, with that power. Digits before the point are
/// never dropped.
fn round(value: &Rational, digits: u32) -> (num_bigint::BigInt, u32) {
    let whole_digits = match value.floor().to_string().as_str() {
        // Small numbers: zeros behind the point do not count as digits.
        "0" => {
            let ten = Rational::from(10);
            let mut places = 0_u32;
            let mut grown = value * &ten;
            while !grown.is_zero() && grown < Rational::one() && places < MOST_DIGITS {
                grown = &grown * &ten;
                places += 1;
            }
            let places = places + digits;
            return (
                (value * &Rational::from(num_bigint::BigInt::from(10).pow(places))).round_half_up(),
                places,
            );
        }
        whole => u32::try_from(whole.len()).unwrap_or(u32::MAX),
    };
    let places = digits.saturating_sub(whole_digits);
    ((value * &Rational::from(num_bigint::BigInt::from(10).pow(places))).round_half_up(), places)
}

/// Digits with the point `places` from the right, separators before it and no zeros at the end.
fn decimal(digits: &str, places: u32) -> String {
    let places = places as usize;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let mut shown = String::with_capacity(padded.len() + padded.len() / 3 + 1);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(numerator: i64, denominator: i64) -> Rational {
        Rational::ratio(numerator, denominator).unwrap()
    }

    #[test]
    fn amounts_are_short_and_without_exponents() {
        let precision = Precision::of(4);
        for (value, shown) in [
            (ratio(0, 1), "0"),
            (ratio(1, 3), "0.3333"),
            (ratio(139_000_000, 2), "69.5M"),
            (ratio(1_200_000_000, 1), "1.2bn"),
            (ratio(999_999, 1), "999,999"),
            (ratio(5_920_000, 1), "5.92M"),
            (ratio(1_239_528_424, 1), "1.24bn"),
            (ratio(18_250_000_000, 7), "2.607bn"),
            (ratio(1_234_567_000_000_000, 1), "1,235tn"),
        ] {
            assert_eq!(precision.short(&value), shown);
        }
    }

    #[test]
    fn percentages_stay_on_their_side_of_the_limit() {
        let limit = ratio(5, 100);
        assert_eq!(percent(&ratio(25, 245), &limit), "10.2%");
        assert_eq!(percent(&ratio(50_001, 1_000_000), &limit), "5.0001%");
        assert_eq!(percent(&ratio(5, 100), &limit), "5%");
    }

    proptest! {
        #[test]
        fn rounding_never_hides_a_conflict(
            above in 1..i64::MAX,
            gap in 1..1000_i64,
            width in 0..3_i64,
            divisor in 1..400_i64,
        ) {
            let below = above.saturating_sub(gap).max(0);
            let ends = [below.saturating_sub(width).max(0), below, above, above.saturating_add(width)];
            let ends = ends.map(|end| ratio(end, divisor));
            let bound = |value: &Rational, is_low| Bound { value: value.clone(), is_low };
            let [first_low, first_high, second_low, second_high] = &ends;
            let precision = Precision::for_ends(vec![
                bound(first_low, true),
                bound(first_high, false),
                bound(second_low, true),
                bound(second_high, false),
            ]);
            prop_assert!(rounded(second_low, precision.digits) > rounded(first_high, precision.digits));
            prop_assert_ne!(precision.short(second_low), precision.short(first_high));
        }

        #[test]
        fn rounding_keeps_the_order(a in 0..i64::MAX, b in 0..i64::MAX, divisor in 1..400_i64, digits in 4..8_u32) {
            let (small, large) = (ratio(a.min(b), divisor), ratio(a.max(b), divisor));
            prop_assert!(rounded(&small, digits) <= rounded(&large, digits));
        }
    }
}
