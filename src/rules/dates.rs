//! Dates side by side, and where they stand.

use crate::claim::{Claim, Dataset};
use crate::period::Date;
use crate::problem::Place;

/// Whether the last day of one date lies before the first of the other.
pub(super) fn is_wholly_before(one: &Date, other: &Date) -> bool {
    one.days().last_day().zip(other.days().start()).is_some_and(|(last, first)| last < first)
}

/// Where the date of a claim stands: its own, otherwise that of its source.
pub(super) fn date_place(claim: &Claim, dataset: &Dataset) -> Option<Place> {
    claim.places.date.or(dataset.source(claim.source).places.date)
}

/// A date as it was written.
pub(super) fn text(date: &Date) -> String {
    date.text().to_owned()
}
