//! A scale word that was lost, added or mistaken: a factor of a thousand, a million or a billion.
//!
//! Multiplied by it, the one number that the figure states has to lie within what the rest of the set
//! allows, and near it: either half as far towards the figure as it was told clashes again, so the number
//! is within a factor of two of the bound that it clashed with; or a tenth as much and ten times as much
//! both clash, so the rest says how large it is.

use super::trial::{Trial, stating, times};
use super::{Cause, Suggested};
use crate::constraint::Placed;
use crate::number::Rational;

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let mut found = Vec::new();
    if !trial.may_be_off_by_factors() {
        return found;
    }
    for claim in &trial.claims {
        let Some(point) = trial.point(claim.claim) else { continue };
        // What fits forms one range: where a hundred times as much fits, no power of a thousand is near.
        let clashes_at = |power| {
            let stated = stating(claim, &(&point * &Rational::power_of_ten(power)));
            trial.clashes_with(&stated)
        };
        let (above, below) = (claim.high.is_some() && clashes_at(2), claim.low.is_some() && clashes_at(-2));
        if !above && !below {
            continue;
        }
        let room = trial.room(claim);
        found.extend(cause(trial, claim, &point, (above && room.above).then_some([3, 6, 9])));
        found.extend(cause(trial, claim, &point, (below && room.below).then_some([-3, -6, -9])));
    }
    found
}

/// The first of some powers of ten, the least first, that fits, if the figure then is near. What fits forms
/// one range: at a further power, a tenth as much would fit as well.
fn cause(trial: &Trial<'_>, claim: &Placed, point: &Rational, powers: Option<[i32; 3]>) -> Option<Suggested> {
    for power in powers.into_iter().flatten() {
        let factor = Rational::power_of_ten(power);
        let stated = stating(claim, &(point * &factor));
        if trial.left_with(&stated).is_some() {
            let off_by = trial.left_with(&times(claim, &factor))?;
            let cause = Cause::LostScaleWord { claim: claim.claim, factor };
            return is_near(trial, &stated, power < 0).then_some(Suggested { cause, off_by });
        }
    }
    None
}

/// Whether a changed figure is near what the rest of the set asks for; `back_is_up` if it was told larger.
fn is_near(trial: &Trial<'_>, stated: &Placed, back_is_up: bool) -> bool {
    let clashes = |factor: &Rational| trial.clashes_with(&times(stated, factor));
    let half_way_back = if back_is_up { Some(Rational::from(2)) } else { Rational::ratio(1, 2) };
    half_way_back.is_some_and(|factor| clashes(&factor))
        || (clashes(&Rational::power_of_ten(1)) && clashes(&Rational::power_of_ten(-1)))
}
