//! Claims that were withdrawn before they were made.

use super::Subject;
use super::dates::{date_place, is_wholly_before, text};
use crate::finding::{Fact, Finding};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.claims.iter().filter_map(|claim| {
        let (withdrawn, date) = (&claim.withdrawn.as_ref()?.date, claim.date.as_ref()?);
        let place = claim.places.withdrawn.filter(|_| is_wholly_before(withdrawn, date))?;
        let fact = Fact::WithdrawnBeforeClaim {
            claim: claim.id.clone(),
            date: text(date),
            withdrawn: text(withdrawn),
        };
        Some(Finding::at(place, fact).and(date_place(claim, dataset)?))
    });
    found.collect()
}
