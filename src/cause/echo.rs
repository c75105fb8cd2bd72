//! A claim that may repeat another and get its number or its currency wrong.
//!
//! A *slip of digits* is offered where another claim of the same scope and period, from another publisher,
//! has a number of as many digits of which one differs, or two neighbours are swapped: 522 for 552, 514
//! for 541. Numbers of two digits differ by that too easily: they count only where one claim was read in
//! the other's source, or both in one place. The claim is then given the other's figure.
//!
//! A *mistaken currency* is offered where a claim that shares scope and time gives the very same number in
//! another currency, and neither states an equivalent beside it. The claim is then counted in that
//! currency, which must still let it be held against another of the set.
//!
//! What is surely the earlier of the two repeats nothing.

use std::collections::BTreeMap;

use super::revision::is_of_the_same;
use super::trial::{Trial, are_open_alike, share_time};
use super::{Cause, Suggested, is_surely_later};
use crate::claim::{ClaimId, Unit};
use crate::constraint::Placed;
use crate::number::Rational;
use crate::standing::Difference;

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    trial
        .claims
        .iter()
        .flat_map(|claim| slips(trial, claim).into_iter().chain(currency(trial, claim)))
        .collect()
}

fn slips(trial: &Trial<'_>, claim: &Placed) -> Vec<Suggested> {
    let Some(point) = trial.point(claim.claim) else { return Vec::new() };
    let is_original = |original: &&Placed| {
        let digits = if are_linked(trial, claim.claim, original.claim) { 2 } else { 3 };
        let other = trial.point(original.claim);
        original.per == claim.per
            && are_open_alike(claim, original)
            && is_of_the_same(trial, claim, original)
            && other.is_some_and(|other| is_slip(&point, &other, digits))
            && may_repeat(trial, claim.claim, original.claim)
    };
    let originals = trial.figures.about(claim).filter_map(|id| trial.reconciler.placed(id));
    originals
        .filter(is_original)
        .filter_map(|original| {
            let told_right =
                Placed { low: original.low.clone(), high: original.high.clone(), ..claim.clone() };
            let off_by = trial.left_with(&told_right)?;
            Some(garbled(claim.claim, original.claim, Difference::Amount, off_by))
        })
        .collect()
}

fn currency(trial: &Trial<'_>, claim: &Placed) -> Vec<Suggested> {
    let Some(point) = trial.point(claim.claim) else { return Vec::new() };
    let converts = |id: ClaimId| {
        trial.dataset().claim(id).figure().is_some_and(|figure| !figure.equivalents().is_empty())
    };
    let is_original = |original: &&Placed| {
        original.unit.currency != claim.unit.currency
            && original.unit.prices == claim.unit.prices
            && original.per == claim.per
            && original.stage == claim.stage
            && trial.differing(claim, original).is_empty()
            && share_time(claim, original)
            && !converts(claim.claim)
            && !converts(original.claim)
            && may_repeat(trial, claim.claim, original.claim)
    };
    let originals = trial.figures.stating(claim, &point).filter_map(|id| trial.reconciler.placed(id));
    let mut tried: BTreeMap<Unit, Option<Rational>> = BTreeMap::new();
    originals
        .filter(is_original)
        .filter_map(|original| {
            let off_by = tried.entry(original.unit).or_insert_with(|| {
                let told_right = Placed { unit: original.unit, ..claim.clone() };
                is_held_against_others(trial, &told_right).then(|| trial.left_with(&told_right)).flatten()
            });
            Some(garbled(claim.claim, original.claim, Difference::Currency, off_by.clone()?))
        })
        .collect()
}

/// Whether a claim told in another currency can be held against any other of the set.
fn is_held_against_others(trial: &Trial<'_>, told_right: &Placed) -> bool {
    let converts = |claim: &Placed| trial.reconciler.converter.converts(claim);
    let mut others = trial.claims.iter().filter(|other| other.claim != told_right.claim);
    others.any(|other| other.unit == told_right.unit || (converts(told_right) && converts(other)))
}

fn garbled(claim: ClaimId, original: ClaimId, difference: Difference, off_by: Rational) -> Suggested {
    Suggested { cause: Cause::GarbledEcho { claim, original, difference }, off_by }
}

fn may_repeat(trial: &Trial<'_>, claim: ClaimId, original: ClaimId) -> bool {
    let publisher = |id| &trial.dataset().source_of(id).publisher;
    publisher(claim) != publisher(original) && !is_surely_later(trial.dataset(), original, claim)
}

/// Whether one claim was read in the other's source, or both in one place.
fn are_linked(trial: &Trial<'_>, one: ClaimId, other: ClaimId) -> bool {
    let (one, other) = (trial.dataset().claim(one), trial.dataset().claim(other));
    one.via.contains(&other.source)
        || other.via.contains(&one.source)
        || one.via.iter().any(|via| other.via.contains(via))
}

/// Whether two numbers of as many digits, at least so many of which tell something, differ in one digit
/// or in the order of two neighbours.
fn is_slip(one: &Rational, other: &Rational, least_digits: usize) -> bool {
    let (Some((one, one_places)), Some((other, other_places))) = (digits(one), digits(other)) else {
        return false;
    };
    let places = one_places.min(other_places);
    let padded = |digits: &str, own: i64| {
        let zeros = usize::try_from(own - places).ok().filter(|&zeros| zeros < 40)?;
        Some(format!("{digits}{}", "0".repeat(zeros)).into_bytes())
    };
    let (Some(one), Some(other)) = (padded(&one, one_places), padded(&other, other_places)) else {
        return false;
    };
    if one.len() != other.len() || one.len() < least_digits {
        return false;
    }
    let differing: Vec<usize> =
        one.iter().zip(&other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    match differing.as_slice() {
        [_] => true,
        [first, second] => {
            first + 1 == *second
                && one.get(*first) == other.get(*second)
                && one.get(*second) == other.get(*first)
        }
        _ => false,
    }
}

/// The digits of a number without the zeros at its end, and the power of ten of the last.
fn digits(number: &Rational) -> Option<(String, i64)> {
    let decimal = number.to_decimal()?;
    let all = decimal.mantissa().to_string();
    let told = all.trim_end_matches('0');
    let zeros = i64::try_from(all.len() - told.len()).ok()?;
    Some((told.to_owned(), zeros - i64::from(decimal.scale())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_of_one_digit_or_two_neighbours() {
        let number = |text: &str| Rational::from(text.parse::<rust_decimal::Decimal>().unwrap());
        let slip = |one, other, digits| is_slip(&number(one), &number(other), digits);
        assert!(slip("522000000", "552000000", 3));
        assert!(slip("514", "541", 3));
        assert!(slip("1.25", "1.75", 3));
        assert!(slip("150", "152", 3));
        assert!(!slip("522", "522", 3));
        assert!(!slip("522", "5520", 3));
        assert!(!slip("512", "215", 3));
        assert!(!slip("35", "85", 3));
        assert!(slip("35", "85", 2));
        assert!(!slip("350", "850", 3));
    }
}
