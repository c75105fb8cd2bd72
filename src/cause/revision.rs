//! A publisher who says something else later.
//!
//! Offered for two claims of a set that clash with each other, have one publisher, scope and stated period
//! (or state none), and of which one was surely asserted after the other. The older is then taken as
//! replaced, and the rest has to fit.

use super::trial::Trial;
use super::{Cause, Suggested, is_surely_later};
use crate::constraint::Placed;

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let pairs = trial.claims.iter().flat_map(|older| trial.claims.iter().map(move |newer| (older, newer)));
    pairs
        .filter(|(older, newer)| is_revision(trial, older, newer))
        .filter_map(|(older, newer)| {
            let off_by = trial.left_without(older.claim)?;
            Some(Suggested { cause: Cause::Revision { older: older.claim, newer: newer.claim }, off_by })
        })
        .collect()
}

fn is_revision(trial: &Trial<'_>, older: &Placed, newer: &Placed) -> bool {
    let dataset = trial.dataset();
    let publisher = |placed: &Placed| &dataset.source_of(placed.claim).publisher;
    is_surely_later(dataset, newer.claim, older.claim)
        && publisher(older) == publisher(newer)
        && is_of_the_same(trial, older, newer)
        && trial.cannot_be(&[older, newer])
}

/// Whether two claims are about the very same, compared with the very same if at all, and state the same
/// period or none.
pub(super) fn is_of_the_same(trial: &Trial<'_>, own: &Placed, other: &Placed) -> bool {
    let period =
        |placed: &Placed| trial.dataset().claim(placed.claim).scope.period.as_ref().map(|(_, days)| *days);
    let compared_with = |placed: &Placed| {
        let to = placed.relative.as_ref();
        to.map(|to| (to.payer, to.payee, to.category, to.stage, to.period))
    };
    own.unit == other.unit
        && compared_with(own) == compared_with(other)
        && own.stage == other.stage
        && trial.differing(own, other).is_empty()
        && period(own) == period(other)
}
