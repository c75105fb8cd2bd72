//! Claims that bear on no other.

use super::Subject;
use crate::claim::ClaimId;
use crate::component::components;
use crate::finding::{Fact, Finding};

/// A claim that stands and is placed in time, and whose flow no other claim touches, directly or through
/// others. What nothing places in time is another finding; a claim that is the only one is none.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let (dataset, reconciler) = (subject.dataset(), subject.reconciler);
    let standing: Vec<ClaimId> = dataset.claim_ids().filter(|&claim| subject.stands(claim)).collect();
    if standing.len() < 2 && dataset.is_whole() {
        return Vec::new();
    }
    let is_placed = |claim: ClaimId| reconciler.placed(claim).is_some_and(|placed| placed.reach().is_some());
    let components =
        components(dataset, reconciler.placed, reconciler.standings, reconciler.converter, &standing);
    let alone = components.iter().filter_map(|component| match component.as_slice() {
        &[only] if is_placed(only) => Some(dataset.claim(only)),
        _ => None,
    });
    alone.map(|claim| Finding::at(claim.places.id, Fact::IsolatedClaim { claim: claim.id.clone() })).collect()
}
