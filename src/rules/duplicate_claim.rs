//! Claims that stand twice.

use std::collections::BTreeMap;

use super::Subject;
use super::flow::Flow;
use crate::claim::{Claim, ClaimId, Statement};
use crate::finding::{Fact, Finding};
use crate::period::{Date, DayRange};
use crate::standing::Standing;

/// A source that says the same again on another day makes another claim; what has a date that could be the
/// same stands twice. A figure is the same if it reads back as the same, in words or in numbers.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut said: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
    for id in dataset.claim_ids() {
        // What was taken back or replaced may have been said once more.
        if matches!(subject.reconciler.standing(id), Standing::Active | Standing::Echo { .. }) {
            let claim = dataset.claim(id);
            let exchange = claim.exchange.as_ref().map(Date::days);
            let key = (claim.source, Flow::of(&claim.scope), claim.unit, claim.steady, exchange);
            said.entry((key, statement(claim))).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for mut alike in said.into_values().filter(|alike| alike.len() > 1) {
        let days = |id: ClaimId| dataset.claim(id).date.as_ref().map_or(DayRange::ALL, Date::days);
        alike.sort_by_key(|&id| (days(id), dataset.claim(id).places.id));
        // The one whose date reaches furthest meets every later one that any of them meets.
        let mut furthest: Option<ClaimId> = None;
        for id in alike {
            let Some(before) = furthest else {
                furthest = Some(id);
                continue;
            };
            if days(before).overlaps(&days(id)) && !are_linked(id, before, subject) {
                found.push(finding(dataset.claim(before), dataset.claim(id)));
            }
            if ends_later(days(id), days(before)) {
                furthest = Some(id);
            }
        }
    }
    found
}

/// What a claim says, with the flow that it compares with: equal for what is read alike.
fn statement(claim: &Claim) -> (String, Option<Flow>) {
    match &claim.statement {
        Statement::Amount(figure) => (figure.to_string(), None),
        Statement::Relative(relative) => (relative.figure.to_string(), Some(Flow::of(&relative.to))),
    }
}

fn ends_later(one: DayRange, other: DayRange) -> bool {
    match (one.end(), other.end()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one > other,
    }
}

fn are_linked(one: ClaimId, other: ClaimId, subject: &Subject<'_>) -> bool {
    let links = |from: ClaimId, to: ClaimId| {
        let claim = subject.dataset().claim(from);
        claim.repeats == Some(to) || claim.supersedes == Some(to)
    };
    links(one, other) || links(other, one)
}

/// The one that stands later is the one to remove.
fn finding(one: &Claim, other: &Claim) -> Finding {
    let (first, second) = if one.place < other.place { (one, other) } else { (other, one) };
    let fact = Fact::DuplicateClaim { claim: second.id.clone(), first: first.id.clone() };
    Finding::at(second.places.id, fact).and(first.places.id)
}
