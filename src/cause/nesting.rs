//! Wholes and parts that may not be what the dataset says they are.
//!
//! *Net against gross* is offered where two claims of a set that clash with each other are the same in
//! payer and payee, the category of one is part of the other's, more is said of the part than of the
//! whole, and less than twice as much: half the part would fit. The two are then taken to measure
//! different things, and the part is left out. Everything is a whole by definition, so what is said of all
//! categories is no such gross.
//!
//! *A total plus something* is offered where one claim of a set is about a group or category that is said to
//! consist of nothing but its members, all others are about members that lie apart, the same otherwise and
//! of the same time, and the total is more than their sum, but no more than twice that. Others are then
//! taken to be in it: the total no longer says how much the members have at least.

use super::trial::{NESTING, Trial, node, times};
use super::{Cause, Suggested};
use crate::constraint::{Placed, Shape};
use crate::number::Rational;
use crate::reconcile::Dimension;
use crate::scope::{Node, Relation};

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let pairs = trial.claims.iter().flat_map(|net| trial.claims.iter().map(move |gross| (net, gross)));
    let mut found: Vec<Suggested> =
        pairs.filter_map(|(net, gross)| net_against_gross(trial, net, gross)).collect();
    for whole in &trial.claims {
        let lists = NESTING.into_iter().filter_map(|dimension| total_plus_something(trial, whole, dimension));
        found.extend(lists);
    }
    found
}

fn net_against_gross(trial: &Trial<'_>, net: &Placed, gross: &Placed) -> Option<Suggested> {
    let nest = trial.differing(net, gross) == [(Dimension::Category, Relation::Part)];
    if !nest || net.stage != gross.stage || gross.category == Node::EVERYTHING {
        return None;
    }
    trial.point(net.claim).and(trial.point(gross.claim))?;
    let half = times(net, &Rational::ratio(1, 2)?);
    if !trial.cannot_be(&[net, gross]) || trial.cannot_be(&[&half, gross]) {
        return None;
    }
    let off_by = trial.left_without(net.claim)?;
    Some(Suggested { cause: Cause::NetAgainstGross { net: net.claim, gross: gross.claim }, off_by })
}

fn total_plus_something(trial: &Trial<'_>, whole: &Placed, dimension: Dimension) -> Option<Suggested> {
    let group = node(whole, dimension)?;
    let hierarchy = match dimension {
        Dimension::Category => &trial.dataset().categories,
        _ => &trial.dataset().actors,
    };
    let parts: Vec<&Placed> = trial.claims.iter().filter(|each| each.claim != whole.claim).collect();
    let is_part = |part: &&Placed| {
        trial.differing(part, whole) == [(dimension, Relation::Part)]
            && part.stage == whole.stage
            && part.per == whole.per
            && are_of_one_time(part, whole)
    };
    let lie_apart = parts.iter().enumerate().all(|(position, one)| {
        let others = parts.iter().skip(position + 1);
        others.into_iter().all(|other| trial.relation(dimension, one, other) == Relation::Apart)
    });
    if !hierarchy.is_complete(group) || parts.len() < 2 || !parts.iter().all(is_part) || !lie_apart {
        return None;
    }
    if parts.iter().any(|part| part.unit != whole.unit) {
        return None;
    }
    let amounts: Vec<Rational> = parts.iter().map(|part| trial.point(part.claim)).collect::<Option<_>>()?;
    let sum: Rational = amounts.into_iter().sum();
    let rest = &trial.point(whole.claim)? - &sum;
    if rest.is_zero() || rest.is_negative() || rest > sum {
        return None;
    }
    let off_by = trial.left_with(&Placed { low: None, ..whole.clone() })?;
    let mut parts: Vec<_> = parts.iter().map(|part| part.claim).collect();
    parts.sort_unstable();
    let (whole, per) = (whole.claim, whole.per);
    Some(Suggested { cause: Cause::TotalPlusSomething { whole, dimension, group, parts, rest, per }, off_by })
}

/// Whether both are of one stated time, or rates without one.
fn are_of_one_time(one: &Placed, other: &Placed) -> bool {
    let carried = |placed: &Placed| matches!(placed.shape, Shape::Carried { .. });
    one.shape == other.shape || (carried(one) && carried(other))
}
