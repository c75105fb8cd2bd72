//! Figures that may be copied from another source.

use std::collections::BTreeMap;

use super::Subject;
use super::dates::text;
use super::flow::Flow;
use crate::claim::{ClaimId, SourceId, Statement};
use crate::finding::{Fact, Finding};
use crate::period::Date;
use crate::standing::Standing;

/// How many earlier claims with the same words are looked at for one of another voice: of those with more,
/// nearly all are copies anyway.
const MOST_EARLIER: usize = 50;

/// The very words of a figure about the very same, by a source that shares no voice with the other one.
/// Claims that are known to repeat another, or that take no part any more, are left out.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut alike: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
    for id in dataset.claim_ids() {
        let claim = dataset.claim(id);
        if claim.verbatim && *subject.reconciler.standing(id) == Standing::Active {
            let to = match &claim.statement {
                Statement::Amount(_) => None,
                Statement::Relative(relative) => Some(Flow::of(&relative.to)),
            };
            let key = (words(&claim.words), Flow::of(&claim.scope), claim.unit, to);
            alike.entry(key).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for mut claims in alike.into_values().filter(|claims| claims.len() > 1) {
        let date = |id: ClaimId| dataset.claim(id).date.as_ref();
        // What has no date comes last: it may be the later one.
        claims.sort_by_key(|&id| (date(id).is_none(), date(id).map(Date::days), id));
        for (position, &id) in claims.iter().enumerate() {
            let mut earlier = claims.iter().take(position.min(MOST_EARLIER));
            let source = dataset.claim(id).source;
            let Some(&original) =
                earlier.find(|&&other| are_apart(source, dataset.claim(other).source, subject))
            else {
                continue;
            };
            let (claim, first) = (dataset.claim(id), dataset.claim(original));
            let fact = Fact::SuspectedEcho {
                claim: claim.id.clone(),
                date: date(id).map(text),
                original: first.id.clone(),
                original_date: date(original).map(text),
            };
            found.push(Finding::at(claim.figure_place, fact).and(first.figure_place));
        }
    }
    found
}

/// The words without regard to case and blanks.
fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether two sources have no voice in common and neither derives from the other.
fn are_apart(one: SourceId, other: SourceId, subject: &Subject<'_>) -> bool {
    let (first, second) = (subject.dataset().source(one), subject.dataset().source(other));
    let derives =
        first.ancestors.binary_search(&other).is_ok() || second.ancestors.binary_search(&one).is_ok();
    // Both lists are sorted, and nearly always of one voice.
    let share = first.voices.iter().any(|voice| second.voices.binary_search(voice).is_ok());
    one != other && !derives && !share
}
