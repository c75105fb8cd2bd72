//! Claims that were read in something older than the claim.

use super::Subject;
use super::dates::{date_place, is_wholly_before, text};
use crate::finding::{Fact, Finding};

/// What reports a claim is no older than the claim, nor than the source that makes it. One finding a `via`.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut found = Vec::new();
    for claim in &dataset.claims {
        let source = dataset.source(claim.source);
        for (&via, &place) in claim.via.iter().zip(&claim.places.via) {
            let via = dataset.source(via);
            let said = (claim.date.as_ref(), date_place(claim, dataset), claim.places.date.is_none());
            let published = (source.date.as_ref(), source.places.date, true);
            let later = [said, published].into_iter().find_map(|(date, place, is_source)| {
                let (date, place) = date.zip(place)?;
                is_wholly_before(via.date.as_ref()?, date).then_some((date, place, is_source))
            });
            let Some((date, date_place, is_source)) = later else { continue };
            let Some((via_date, via_place)) = via.date.as_ref().zip(via.places.date) else { continue };
            let fact = Fact::ViaBeforeSource {
                claim: claim.id.clone(),
                via: via.id.clone(),
                via_date: text(via_date),
                date: text(date),
                is_source,
            };
            found.push(Finding::at(place, fact).and(via_place).and(date_place));
        }
    }
    found
}
