//! Claims that two others supersede.

use std::collections::BTreeMap;

use super::Subject;
use crate::claim::{Claim, ClaimId};
use crate::finding::{Fact, Finding};

/// Each claim that supersedes the same one is held against the one that stands first. A withdrawn one no
/// longer takes anybody's place.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut claims: Vec<&Claim> = dataset.claims.iter().filter(|claim| claim.withdrawn.is_none()).collect();
    claims.sort_by_key(|claim| claim.place);
    let mut first_of: BTreeMap<ClaimId, &Claim> = BTreeMap::new();
    let mut found = Vec::new();
    for claim in claims {
        let Some((old, place)) = claim.supersedes.zip(claim.places.supersedes) else { continue };
        let first = *first_of.entry(old).or_insert(claim);
        if let Some(first_place) = first.places.supersedes.filter(|_| first.id != claim.id) {
            let fact = Fact::SupersededTwice {
                claim: claim.id.clone(),
                first: first.id.clone(),
                old: dataset.claim(old).id.clone(),
            };
            found.push(Finding::at(place, fact).and(first_place));
        }
    }
    found
}
