//! Sources without a date that somebody needs.

use std::collections::BTreeMap;

use super::Subject;
use super::undated_claim::is_undated;
use crate::claim::{Claim, SourceId};
use crate::finding::{Fact, Finding};
use crate::problem::Place;

/// A source needs a date where a claim takes it from there, and where something was read in it. Claims that
/// nothing at all places in time are found by themselves.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut needed: BTreeMap<SourceId, (&Claim, Place, bool)> = BTreeMap::new();
    for claim in &dataset.claims {
        if claim.date.is_none() && !is_undated(claim) {
            needed.entry(claim.source).or_insert((claim, claim.places.id, false));
        }
        for (&via, &place) in claim.via.iter().zip(&claim.places.via) {
            if dataset.source(via).date.is_none() {
                needed.entry(via).or_insert((claim, place, true));
            }
        }
    }
    let found = needed.into_iter().map(|(source, (claim, place, is_via))| {
        let source = dataset.source(source);
        let fact = Fact::SourceWithoutDate { source: source.id.clone(), claim: claim.id.clone(), is_via };
        Finding::at(source.places.id, fact).and(place)
    });
    found.collect()
}
