//! Claims that say what happened in a period that had not begun.

use super::Subject;
use super::dates::{date_place, text};
use crate::finding::{Fact, Finding};
use crate::scope::Stage;

/// Money can be asked for, pledged, budgeted, allocated and committed ahead of its time; it cannot be paid,
/// spent or held.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let found = dataset.claims.iter().filter_map(|claim| {
        let is_past = matches!(claim.scope.stage, Stage::Paid | Stage::Spent | Stage::Unstated | Stage::Held);
        let (date, (period, days)) = (claim.date.as_ref()?, claim.scope.period.as_ref()?);
        let place = claim.places.period.filter(|_| is_past)?;
        (days.start()? > date.days().last_day()?).then_some(())?;
        let fact = Fact::PeriodAfterClaim {
            claim: claim.id.clone(),
            date: text(date),
            stage: claim.scope.stage,
            period: period.clone(),
        };
        Some(Finding::at(place, fact).and(date_place(claim, dataset)?))
    });
    found.collect()
}
