//! Claims that repeat a later one.

use super::Subject;
use super::dates::{date_place, is_wholly_before, text};
use crate::finding::{Fact, Finding};

/// Nobody repeats what has not been said: every day of the echo's date lies before the original's.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.claims.iter().filter_map(|claim| {
        let original = dataset.claim(claim.repeats?);
        let (date, original_date) = (claim.date.as_ref()?, original.date.as_ref()?);
        let place = claim.places.repeats.filter(|_| is_wholly_before(date, original_date))?;
        let fact = Fact::EchoBeforeOriginal {
            claim: claim.id.clone(),
            date: text(date),
            original: original.id.clone(),
            original_date: text(original_date),
        };
        Some(Finding::at(place, fact).and(date_place(original, dataset)?))
    });
    found.collect()
}
