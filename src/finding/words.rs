//! The prose of each finding: what it is, what is marked at its places, what to do.
//!
//! What is told of sets of claims is told from the report, where its arithmetic is.

mod help;
mod labels;
mod titles;

use super::Rate;
use crate::number::Rational;
use crate::text::{brief, listed};

/// "3.4 to 3.5", "at least 3.4".
fn told_rate(rate: &Rate) -> String {
    let low = rate.low.as_ref().map(two_places);
    let high = rate.high.as_ref().map(two_places);
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "any number of".to_owned(),
    }
}

/// A number that is not below zero, to two decimal places and at least two digits that are not zero.
fn two_places(value: &Rational) -> String {
    let places = (2..MOST_PLACES)
        .find(|&places| (value * &Rational::power_of_ten(places)).floor() >= 10.into())
        .unwrap_or(MOST_PLACES);
    let hundredths = (value * &Rational::power_of_ten(places)).round_half_up();
    (&Rational::from(hundredths) * &Rational::power_of_ten(-places)).to_string()
}

/// The most decimal places of a number.
const MOST_PLACES: i32 = 12;

/// The most ids that a sentence names.
const MOST_IDS: usize = 8;

/// "`a`, `b` and `c`", cut where there are too many.
pub(crate) fn quoted(ids: &[String]) -> String {
    let mut told: Vec<String> = ids.iter().take(MOST_IDS).map(|id| format!("`{}`", brief(id))).collect();
    if ids.len() > MOST_IDS {
        told.push(format!("{} more", ids.len() - MOST_IDS));
    }
    listed(&told, "and")
}
