//! Claims that supersede a later one.

use super::Subject;
use super::dates::{date_place, is_wholly_before, text};
use crate::finding::{Fact, Finding};

/// What takes the place of a claim is said after it, or at least could have been.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.claims.iter().filter_map(|claim| {
        let old = dataset.claim(claim.supersedes?);
        let (date, old_date) = (claim.date.as_ref()?, old.date.as_ref()?);
        let place = claim.places.supersedes.filter(|_| is_wholly_before(date, old_date))?;
        let fact = Fact::SupersedesLater {
            claim: claim.id.clone(),
            date: text(date),
            old: old.id.clone(),
            old_date: text(old_date),
        };
        Some(Finding::at(place, fact).and(date_place(old, dataset)?))
    });
    found.collect()
}
