//! A figure by another unit of time: a monthly sum told as a yearly one, a sum of years told as a rate.
//!
//! Many a ratio is near four, twelve or fifty-two. So a change counts only if the figures, each taken as the
//! one number that it states, then fit with a stretch of no more than the materiality, and if the rest
//! of the set holds the changed figure from both sides: at one and a half times as much, and at as much
//! less, the set clashes again. No two units lie so close to each other, so at most one fits; and what is
//! only part of something else, or held against an open end, never has this cause.
//!
//! Nor has what clashes only if a rate held at a time that it is not stated for, since rates change; nor
//! what would differ by the very factor that a comparison of the set states: of "quadrupled" and two
//! amounts, none is one by the quarter.

use super::trial::{Trial, stating, times};
use super::{Cause, Suggested};
use crate::constraint::{Placed, Shape, nominal_year};
use crate::figure::Comparative;
use crate::number::Rational;
use crate::period::Per;

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let mut found = Vec::new();
    let can_be_held = |claim: &&Placed| trial.point(claim.claim).is_some() && can_be_held(trial, claim);
    let mut claims = trial.claims.iter().filter(can_be_held).peekable();
    if !trial.may_be_off_by_factors() || claims.peek().is_none() || !clashes_by_stated_times(trial) {
        return found;
    }
    let exact = trial.to_the_point();
    for claim in claims {
        let Some(point) = trial.point(claim.claim) else { continue };
        let room = trial.room(claim);
        let is_apt =
            |changed: &Placed| room.allows(claim, changed) && !is_stated_factor(trial, claim, changed);
        for changed in by_other_units(claim).into_iter().filter(is_apt) {
            let stated = stating(&changed, &point);
            if exact.left_with(&stated).is_none() || !is_held(&exact, &stated) {
                continue;
            }
            if let Some(off_by) = trial.left_with(&changed) {
                let (claim, told, meant) = (claim.claim, claim.per, changed.per);
                found.push(Suggested { cause: Cause::OtherUnit { claim, told, meant }, off_by });
            }
        }
    }
    found
}

/// Whether the rest of a set could hold a claim's figure from both sides at all: it has to have both sides,
/// and so has the rest.
fn can_be_held(trial: &Trial<'_>, claim: &Placed) -> bool {
    let others = || trial.claims.iter().filter(|other| other.claim != claim.claim);
    let below = others().any(|other| other.low.is_some() || other.relative.is_some());
    let above = others().any(|other| other.high.is_some() || other.relative.is_some());
    claim.low.is_some() && claim.high.is_some() && below && above
}

/// Whether a set cannot be true even if rates held at no other times than those they are stated for.
fn clashes_by_stated_times(trial: &Trial<'_>) -> bool {
    let fixed = |claim: &Placed| {
        let shape = match &claim.shape {
            Shape::Average { period, steady: false } | Shape::Carried { about: Some(period), .. } => {
                Shape::Total { period: *period }
            }
            Shape::Carried { about: None, .. } => Shape::Unplaced,
            shape => shape.clone(),
        };
        Placed { shape, ..claim.clone() }
    };
    let changes = |claim: &Placed| match claim.shape {
        Shape::Average { steady, .. } => !steady,
        Shape::Carried { .. } => true,
        _ => false,
    };
    // A comparison without a period is tried where the others are.
    if !trial.claims.iter().any(|claim| claim.relative.is_none() && changes(claim)) {
        return true;
    }
    let fixed: Vec<Placed> = trial
        .claims
        .iter()
        .map(|claim| if claim.relative.is_some() { claim.clone() } else { fixed(claim) })
        .collect();
    trial.cannot_be(&fixed.iter().collect::<Vec<_>>())
}

/// Whether a comparison of the set states what the figure by another unit would be multiplied by.
fn is_stated_factor(trial: &Trial<'_>, claim: &Placed, changed: &Placed) -> bool {
    let (Some(told), Some(meant)) = (times_counted(claim), times_counted(changed)) else { return false };
    let states = |factor: &Rational| {
        trial.claims.iter().filter_map(|each| each.relative.as_ref()).any(|to| match &to.comparative {
            Comparative::Factor { low: Some(low), high: Some(high) } => trial.is_within(factor, low, high),
            _ => false,
        })
    };
    let factors = [meant.checked_div(&told), told.checked_div(&meant)];
    factors.iter().flatten().any(states)
}

/// How often a claim's figure counts over its period, or over a year.
fn times_counted(claim: &Placed) -> Option<Rational> {
    match (&claim.shape, claim.per) {
        (_, None) => Some(Rational::one()),
        (Shape::Average { period, .. }, Some(per)) => period.measure(per),
        (_, Some(per)) => nominal_year(per),
    }
}

/// Whether the rest of a set holds a claim's figure from both sides.
fn is_held(trial: &Trial<'_>, changed: &Placed) -> bool {
    let clashes =
        |factor: Option<Rational>| factor.is_some_and(|factor| trial.clashes_with(&times(changed, &factor)));
    clashes(Rational::ratio(3, 2)) && clashes(Rational::ratio(2, 3))
}

/// The same figure by every other unit of time: rates by other units, and over a stated period rates as
/// totals and totals as rates.
fn by_other_units(claim: &Placed) -> Vec<Placed> {
    let by = |per: Option<Per>, shape: &Shape| Placed { per, shape: shape.clone(), ..claim.clone() };
    let others = || Per::ALL.into_iter().filter(|&per| claim.per != Some(per));
    match &claim.shape {
        Shape::Carried { .. } => others().map(|per| by(Some(per), &claim.shape)).collect(),
        Shape::Average { period, .. } => {
            let rates = others().map(|per| by(Some(per), &claim.shape));
            rates.chain([by(None, &Shape::Total { period: *period })]).collect()
        }
        Shape::Total { period } if period.is_bounded() => {
            let shape = Shape::Average { period: *period, steady: false };
            others().map(|per| by(Some(per), &shape)).collect()
        }
        Shape::Total { .. } | Shape::Undated { .. } | Shape::Stock { .. } | Shape::Unplaced => Vec::new(),
    }
}
