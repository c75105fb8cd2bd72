//! Sources that derive from a later one.

use super::Subject;
use super::dates::{is_wholly_before, text};
use crate::finding::{Fact, Finding};

/// A source that merely repeats another is no older than that.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.sources.iter().flat_map(|source| {
        source.derives_from.iter().zip(&source.places.derives_from).filter_map(|(&origin, &place)| {
            let origin = dataset.source(origin);
            let (date, origin_date) = (source.date.as_ref()?, origin.date.as_ref()?);
            is_wholly_before(date, origin_date).then_some(())?;
            let fact = Fact::OriginAfterSource {
                source: source.id.clone(),
                date: text(date),
                origin: origin.id.clone(),
                origin_date: text(origin_date),
            };
            Some(Finding::at(place, fact).and(origin.places.date?))
        })
    });
    found.collect()
}
