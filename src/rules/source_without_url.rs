//! Sources that no link leads to.

use std::collections::BTreeMap;

use super::Subject;
use crate::claim::{Claim, SourceId};
use crate::finding::{Fact, Finding};

/// A link to a claim may stand on the claim, on its source or on anything that it was read in. Where none of
/// them has one, it is missed on what the claim was read in, nearest first, otherwise on its source.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut missed: BTreeMap<SourceId, &Claim> = BTreeMap::new();
    for claim in &dataset.claims {
        let mut sources = claim.via.iter().chain([&claim.source]);
        if claim.url.is_none() && sources.all(|&source| dataset.source(source).url.is_none()) {
            missed.entry(claim.via.first().copied().unwrap_or(claim.source)).or_insert(claim);
        }
    }
    let found = missed.into_iter().map(|(source, claim)| {
        let source = dataset.source(source);
        let fact = Fact::SourceWithoutUrl { source: source.id.clone(), claim: claim.id.clone() };
        Finding::at(source.places.id, fact).and(claim.places.id)
    });
    found.collect()
}
