//! Publishers that state another figure for the same.

use std::collections::BTreeMap;

use super::Subject;
use super::dates::text;
use super::flow::Flow;
use crate::claim::{Claim, ClaimId};
use crate::constraint::Placed;
use crate::finding::{Fact, Finding, Restated};
use crate::number::exceeds;
use crate::period::{Date, Per};
use crate::reconcile::Verdict;

/// How many earlier claims of the same publisher about the same are looked at.
const MOST_EARLIER: usize = 20;

/// Two figures of one publisher for the same scope and the same stated period, of which neither only tells
/// the other more exactly. Those that conflict are left to the conflict, which is never allowed by the way
/// and whose proof says more; what is found here are small changes, which nothing else would show.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut same: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
    for id in dataset.claim_ids() {
        let claim = dataset.claim(id);
        let flow = Flow::of(&claim.scope);
        let is_active = subject.speaks(id);
        if is_active && flow.period.is_some() && claim.figure().is_some() {
            let publisher = dataset.source(claim.source).publisher.as_str();
            let per = claim.per().map(Per::word);
            same.entry((publisher, flow, claim.unit, per, claim.steady)).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for mut claims in same.into_values().filter(|claims| claims.len() > 1) {
        let order = |id: ClaimId| {
            let date = dataset.claim(id).date.as_ref();
            (date.is_none(), date.map(Date::days), id)
        };
        claims.sort_by_key(|&id| order(id));
        for (position, &id) in claims.iter().enumerate() {
            let nearest_first = claims.iter().take(position).rev().take(MOST_EARLIER);
            let mut others = nearest_first.filter(|&&other| differ(id, other, subject));
            if let Some(&earlier) = others.next() {
                found.push(finding(dataset.claim(id), dataset.claim(earlier)));
            }
        }
    }
    found
}

/// Whether neither of two figures tells the other more exactly, and they do not conflict.
fn differ(one: ClaimId, other: ClaimId, subject: &Subject<'_>) -> bool {
    let placed = |id: ClaimId| subject.reconciler.placed(id);
    let Some((first, second)) = placed(one).zip(placed(other)) else { return false };
    let verdict = || subject.reconciler.pair(one, other).verdict;
    !holds(first, second)
        && !holds(second, first)
        && !are_ends_of_a_range(first, second)
        && !matches!(verdict(), Verdict::Conflict | Verdict::ConditionalConflict)
}

/// Whether all that `inner` allows is allowed by `outer`.
fn holds(outer: &Placed, inner: &Placed) -> bool {
    let below = outer.low.is_some() && inner.low.is_none() || exceeds(outer.low.as_ref(), inner.low.as_ref());
    let above =
        outer.high.is_some() && inner.high.is_none() || exceeds(inner.high.as_ref(), outer.high.as_ref());
    !below && !above
}

/// Whether one tells only how little it was at the least, and the other how much at the most.
fn are_ends_of_a_range(one: &Placed, other: &Placed) -> bool {
    one.high.is_none() && other.low.is_none() || other.high.is_none() && one.low.is_none()
}

fn finding(claim: &Claim, earlier: &Claim) -> Finding {
    let stated = |claim: &Claim| Restated {
        claim: claim.id.clone(),
        words: claim.words.clone(),
        date: claim.date.as_ref().map(text),
    };
    let fact = Fact::RestatedWithoutSupersedes { claim: stated(claim), earlier: stated(earlier) };
    Finding::at(claim.figure_place, fact).and(earlier.figure_place)
}
