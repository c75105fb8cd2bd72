//! Claims that are dated later than their sources.

use super::Subject;
use crate::finding::{Fact, Finding};

/// A source can say only what had been asserted by the last day of its own date.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.claims.iter().filter_map(|claim| {
        let source = dataset.source(claim.source);
        let (date, source_date) = (claim.date.as_ref()?, source.date.as_ref()?);
        let place = claim.places.date?;
        (date.days().start()? > source_date.days().last_day()?).then(|| {
            let fact = Fact::ClaimAfterSource {
                claim: claim.id.clone(),
                date: date.text().to_owned(),
                source: source.id.clone(),
                source_date: source_date.text().to_owned(),
            };
            let finding = Finding::at(place, fact);
            match source.places.date {
                Some(place) => finding.and(place),
                None => finding,
            }
        })
    });
    found.collect()
}
