//! A figure by another unit of time: a monthly sum told as a yearly one, a sum of years told as a rate.
//!
//! Many a ratio is near four, twelve or fifty-two. So a change counts only if the figures, each taken as the
//! one number that it states, then fit with a stretch of no more than the materiality, and if the rest
//! of the set holds the changed figure from both sides: at one and a half times as much, and at as much
//! less, the set clashes again. No two units lie so close to each other, so at most one fits; and what is
//! only part of something else, or held against an open end, never has this cause.

use super::trial::{Room, Trial, stating, times};
use super::{Cause, Suggested};
use crate::constraint::{Placed, Shape};
use crate::number::Rational;
use crate::period::Per;

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let exact = trial.to_the_point();
    let mut found = Vec::new();
    for claim in &trial.claims {
        let Some(point) = trial.point(claim.claim) else { continue };
        let room = trial.room(claim);
        for changed in by_other_units(claim).into_iter().filter(|changed| is_roomy(room, claim, changed)) {
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

/// Whether there is room for a claim by another unit: the longer the unit of time, the less the figure says.
fn is_roomy(room: Room, claim: &Placed, changed: &Placed) -> bool {
    match (claim.per, changed.per) {
        (Some(told), Some(meant)) if meant < told => room.below,
        (Some(_), Some(_)) => room.above,
        _ => true,
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
