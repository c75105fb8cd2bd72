//! Claims that nothing places in time.

use super::Subject;
use crate::claim::Claim;
use crate::finding::{Fact, Finding};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let undated = subject.dataset().claims.iter().filter(|claim| is_undated(claim));
    undated
        .map(|claim| Finding::at(claim.places.id, Fact::UndatedClaim { claim: claim.id.clone() }))
        .collect()
}

/// Whether neither the claim nor its source has a date, and the scope no period.
pub(super) fn is_undated(claim: &Claim) -> bool {
    claim.date.is_none() && claim.scope.period.is_none()
}
