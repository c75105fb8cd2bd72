//! Claims that refer to a withdrawn one.

use super::Subject;
use super::dates::text;
use crate::claim::ClaimId;
use crate::finding::{Fact, Finding};
use crate::problem::{Link, Place};
use crate::standing::Standing;

/// A withdrawn claim is nobody's original, and its place is empty already. What a withdrawn claim itself
/// refers to no longer matters, and an accepted conflict that names one is found to be none.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let look = |id: ClaimId, by: Link, to: Option<ClaimId>, place: Option<Place>| {
        let is_withdrawn = |id: ClaimId| *subject.reconciler.standing(id) == Standing::Withdrawn;
        let to = to.filter(|&to| is_withdrawn(to) && !is_withdrawn(id))?;
        let old = dataset.claim(to);
        let fact = Fact::WithdrawnClaimReferenced {
            claim: dataset.claim(id).id.clone(),
            by,
            withdrawn_claim: old.id.clone(),
            withdrawn: text(&old.withdrawn.as_ref()?.date),
        };
        Some(Finding::at(place?, fact).and(old.places.withdrawn?))
    };
    let found = dataset.claim_ids().flat_map(|id| {
        let claim = dataset.claim(id);
        [
            look(id, Link::Repeats, claim.repeats, claim.places.repeats),
            look(id, Link::Supersedes, claim.supersedes, claim.places.supersedes),
        ]
    });
    found.flatten().collect()
}
