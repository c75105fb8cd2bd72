//! New claims, held against a dataset that they are not part of yet.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Asked;
use crate::bounds::Flow;
use crate::claim::{Claim, ClaimId, Dataset};
use crate::dataset::Files;
use crate::period::Per;
use crate::reconcile::{Basis, Reconciler, Verdict};
use crate::report::bounds::{self, Bounds, Question};
use crate::report::{PairFacts, Report};
use crate::standing::Standing;

/// What a new claim is to a dataset.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Candidate {
    /// The claim.
    pub claim: String,
    /// What it is to other claims that it can be compared with, the most pressing first: for each, the
    /// section of the report and the pair in it.
    #[serde(skip)]
    pub pairs: Vec<(usize, usize)>,
    /// How many claims it bears on without being comparable.
    pub not_comparable: usize,
    /// What the dataset allows of the claim's flow without any new claim; nothing where the claim takes no
    /// part, states how two flows compare, or counts in another unit than the dataset.
    #[serde(skip)]
    pub so_far: Option<Bounds>,
    /// How many independent voices say the same.
    pub voices: Voices,
}

/// How many independent voices say the same: of sources that share a publisher, or repeat one, only one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Voices {
    /// Without the new claims.
    pub before: usize,
    /// With this one.
    pub after: usize,
}

/// The claims that are in files of new claims, in ascending order.
pub(super) fn new_claims(dataset: &Dataset, files: &Files) -> BTreeSet<ClaimId> {
    dataset.claim_ids().filter(|&id| files.is_new(dataset.claim(id).place)).collect()
}

/// What each new claim is to the dataset. `report` has the sections in which they stand.
pub(super) fn candidates(
    new: &BTreeSet<ClaimId>,
    report: &Report,
    reconciler: Reconciler<'_>,
    files: &Files,
    asked: &Asked,
) -> Vec<Candidate> {
    let dataset = reconciler.dataset;
    let reading = reconciler.reading;
    let before = Basis::without(dataset, reading, asked.as_of.as_ref(), new);
    let told = new.iter().map(|&id| {
        let claim = dataset.claim(id);
        let (pairs, not_comparable) = pairs_of(&claim.id, report);
        let question = question(claim, id, reconciler, asked);
        Candidate {
            so_far: question.map(|question| bounds::build_on(&before, dataset, files, reading, &question)),
            voices: voices(id, &pairs, report, new, reconciler),
            claim: claim.id.clone(),
            pairs,
            not_comparable,
        }
    });
    told.collect()
}

/// The pairs that a claim is in and that can be compared, the most pressing verdicts first; and how many others.
fn pairs_of(claim: &str, report: &Report) -> (Vec<(usize, usize)>, usize) {
    let mut found: Vec<(Verdict, usize, usize)> = Vec::new();
    let mut not_comparable = 0;
    for (section, facts) in report.sections.iter().enumerate() {
        for (position, pair) in facts.pairs.iter().enumerate() {
            if pair.first != claim && pair.second != claim {
                continue;
            }
            if pair.verdict == Verdict::NotComparable {
                not_comparable += 1;
            } else {
                found.push((pair.verdict, section, position));
            }
        }
    }
    found.sort_unstable();
    (found.into_iter().map(|(_, section, pair)| (section, pair)).collect(), not_comparable)
}

/// What to ask the dataset about the flow of a claim: its bounds over the time that the claim's own words are about.
fn question(claim: &Claim, id: ClaimId, reconciler: Reconciler<'_>, asked: &Asked) -> Option<Question> {
    let speaks = reconciler.standing(id) == &Standing::Active;
    let placed = reconciler.placed(id).filter(|placed| speaks && placed.relative.is_none())?;
    let counts = reconciler.converter.converts(placed);
    let time =
        placed.stated().or_else(|| Some(placed.base()?.time)).filter(|time| counts && time.is_bounded())?;
    Some(Question {
        flow: Flow {
            payer: placed.payer,
            payee: placed.payee,
            category: placed.category,
            stage: placed.stage,
        },
        period: Some((time.to_string(), time)),
        // What the report tells rates by.
        unit: claim.per().map(|_| Per::Year),
        as_of: asked.as_of.clone(),
        prices: None,
    })
}

/// How many voices say the same as a claim, without the new claims and with this one.
fn voices(
    id: ClaimId,
    pairs: &[(usize, usize)],
    report: &Report,
    new: &BTreeSet<ClaimId>,
    reconciler: Reconciler<'_>,
) -> Voices {
    let dataset = reconciler.dataset;
    let own = &dataset.claim(id).id;
    let says_the_same = |pair: &&PairFacts| matches!(pair.verdict, Verdict::Agree | Verdict::Close);
    let facts = pairs.iter().filter_map(|&(section, pair)| report.sections.get(section)?.pairs.get(pair));
    let others = facts
        .filter(says_the_same)
        .filter_map(|pair| dataset.find_claim(if pair.first == *own { &pair.second } else { &pair.first }));
    let before: Vec<ClaimId> = others.filter(|other| !new.contains(other)).collect();
    let speaks = reconciler.standing(id) == &Standing::Active;
    Voices {
        before: dataset.voices(before.iter().copied()),
        after: dataset.voices(before.iter().copied().chain(speaks.then_some(id))),
    }
}
