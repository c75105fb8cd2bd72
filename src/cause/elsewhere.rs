//! A figure that is found again elsewhere: of another scope or another time, or as a sum.
//!
//! The *same figure* is the same number in the same currency and price base, of the same stage, open on
//! the same sides, and a total or a rate like the claim's. What is offered:
//!
//! - *scope drift*, where a claim that shares time gives the same figure for a payer, payee or category
//!   that contains the claim's or is contained in it, but is not everything, and nothing else differs. The claim is then moved
//!   there. What it is about there must still be the same as, part of, or all of what another claim of the
//!   set is about: a conflict that ends because nothing can be compared any more is not explained.
//! - *another time*, where a claim of the very same scope gives the same figure of another time, in the same
//!   unit and manner, and was not surely asserted later. The claim is then moved there. If the other is of
//!   the set as well and would fit as well if it were moved to the claim's time, the two merely say the same
//!   of two times, and neither is offered.
//! - *a sum told of one part*, where the number is exactly the sum of two others: one of this set that is
//!   about the same as the claim, and any other that lies apart from it in one dimension, or in time, and
//!   is the same in the rest. The claim is then about more than it says, and left out.

use super::trial::{NESTING, Trial, about, are_open_alike, node, share_time};
use super::{Cause, Suggested, is_surely_later};
use crate::constraint::{Placed, Shape};
use crate::number::Rational;
use crate::period::DayRange;
use crate::reconcile::Dimension;
use crate::scope::{Node, Relation};

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let mut found = Vec::new();
    for claim in &trial.claims {
        let Some(point) = trial.point(claim.claim) else { continue };
        for other in stating(trial, claim, &point).filter(|other| are_open_alike(claim, other)) {
            found.extend(scope_drift(trial, claim, other).or_else(|| other_time(trial, claim, other)));
        }
        found.extend(sums(trial, claim, &point));
    }
    found
}

/// The other claims that state a number in a claim's unit, of its stage.
fn stating<'t>(
    trial: &'t Trial<'_>,
    claim: &'t Placed,
    point: &Rational,
) -> impl Iterator<Item = &'t Placed> {
    let known = trial.figures.stating(claim, point).filter_map(|id| trial.reconciler.placed(id));
    known.filter(|other| other.claim != claim.claim && other.unit == claim.unit && other.stage == claim.stage)
}

fn scope_drift(trial: &Trial<'_>, claim: &Placed, other: &Placed) -> Option<Suggested> {
    let [(dimension, Relation::Part | Relation::Whole)] = trial.differing(claim, other)[..] else {
        return None;
    };
    if !share_time(claim, other) {
        return None;
    }
    let (from, to) = (node(claim, dimension)?, node(other, dimension)?);
    // What may come from anyone, or be for anything, is held against nothing any more.
    if to == Node::EVERYTHING {
        return None;
    }
    let moved = about(claim, dimension, to);
    if !trial.bears_on_the_rest(&moved) {
        return None;
    }
    let off_by = trial.left_with(&moved)?;
    let (claim, other) = (claim.claim, other.claim);
    Some(Suggested { cause: Cause::ScopeDrift { claim, other, dimension, from, to }, off_by })
}

fn other_time(trial: &Trial<'_>, claim: &Placed, other: &Placed) -> Option<Suggested> {
    let (stated, of) = (time(claim)?, time(other)?);
    let alike = std::mem::discriminant(&claim.shape) == std::mem::discriminant(&other.shape);
    if !alike
        || claim.per != other.per
        || stated == of
        || !trial.differing(claim, other).is_empty()
        || is_surely_later(trial.dataset(), other.claim, claim.claim)
    {
        return None;
    }
    let moved = |claim: &Placed, to: &Placed| Placed { shape: to.shape.clone(), ..claim.clone() };
    let off_by = trial.left_with(&moved(claim, other))?;
    let is_mirrored = trial.has(other.claim) && !trial.clashes_with(&moved(other, claim));
    if is_mirrored {
        return None;
    }
    let (claim, other) = (claim.claim, other.claim);
    Some(Suggested { cause: Cause::OtherTime { claim, other, stated, of }, off_by })
}

/// The time that a claim says it is of; nothing for totals that say none.
fn time(placed: &Placed) -> Option<DayRange> {
    match placed.shape {
        Shape::Undated { .. } | Shape::Unplaced => None,
        _ => placed.stated(),
    }
}

fn sums(trial: &Trial<'_>, claim: &Placed, point: &Rational) -> Vec<Suggested> {
    let mut found = Vec::new();
    let about_the_same = |part: &&Placed| {
        part.claim != claim.claim
            && part.unit == claim.unit
            && part.stage == claim.stage
            && part.per == claim.per
            && time(part).is_some()
            && time(part) == time(claim)
            && trial.differing(claim, part).is_empty()
    };
    for part in trial.claims.iter().filter(about_the_same) {
        let Some(left) = trial.point(part.claim).map(|part| point - &part) else { continue };
        if left.is_zero() || left.is_negative() {
            continue;
        }
        for rest in stating(trial, claim, &left).filter(|rest| rest.per == claim.per) {
            let Some(dimension) = apart_in(trial, part, rest) else { continue };
            let Some(off_by) = trial.left_without(claim.claim) else { continue };
            let (claim, part, rest) = (claim.claim, part.claim, rest.claim);
            found.push(Suggested { cause: Cause::SumToOnePart { claim, part, rest, dimension }, off_by });
        }
    }
    found
}

/// The one dimension in which two claims lie apart, being the same in the others.
fn apart_in(trial: &Trial<'_>, part: &Placed, rest: &Placed) -> Option<Dimension> {
    let in_time = matches!((time(part), time(rest)), (Some(own), Some(other)) if !own.overlaps(&other));
    match trial.differing(part, rest)[..] {
        [] if in_time => Some(Dimension::Time),
        [(dimension, Relation::Apart)] if share_time(part, rest) && NESTING.contains(&dimension) => {
            Some(dimension)
        }
        _ => None,
    }
}
