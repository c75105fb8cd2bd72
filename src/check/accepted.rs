//! Findings about conflicts that a person has accepted: those without a reason, and those that are none.

use std::collections::{BTreeMap, BTreeSet};

use super::figures_of;
use crate::analysis::Extent;
use crate::claim::{ClaimId, Dataset, KnownConflict};
use crate::finding::{Fact, Finding, SilentAs, Unneeded};
use crate::report::sets::{ConflictFacts, Sets};
use crate::report::{Report, Section};
use crate::rules::Subject;
use crate::standing::Standing;

/// Everything about accepted conflicts that is worth a look.
///
/// Whether a conflict is accepted for nothing is for the dataset's own reading and for all that is known to
/// say: what is none by another reading, or was none on an earlier day, may well be one.
pub(super) fn findings(report: &Report, subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let is_judged = report.as_of.is_none() && subject.reconciler.reading.name.is_none();
    let found = Found::in_report(report);
    let of_one = |known: &KnownConflict| {
        let claims: Vec<String> = known.claims.iter().map(|&claim| dataset.claim(claim).id.clone()).collect();
        let why = if is_judged { unneeded(known, &claims, &found, subject) } else { None };
        if let Some(why) = why {
            let mut places = vec![known.claims_place];
            places.extend(figures_of(&claims, dataset));
            return Some(Finding { fact: Fact::UnneededAcceptance { claims, why }, places });
        }
        let fact = Fact::UnexplainedAcceptance { claims };
        known.reason.is_none().then(|| Finding::at(known.reason_place, fact))
    };
    dataset.known_conflicts.iter().filter_map(of_one).collect()
}

/// What a report says about each claim, looked up once: there may be thousands of accepted conflicts.
struct Found<'a> {
    report: &'a Report,
    /// The section of each claim.
    sections: BTreeMap<&'a str, usize>,
    /// Pairs that cannot be true, both claims in ascending order.
    pairs: BTreeSet<[&'a str; 2]>,
    /// What is said of the sets of each section.
    sets: Vec<Option<Known<'a>>>,
}

/// The sets of a section, by claim.
struct Known<'a> {
    /// The claims that say the very same as another, with that one, which stands for them.
    stand_ins: BTreeMap<&'a str, &'a str>,
    /// Every conflict with its claims.
    conflicts: Vec<(BTreeSet<&'a str>, &'a ConflictFacts)>,
    /// The conflicts of each claim, by position.
    of_claim: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Found<'a> {
    fn in_report(report: &'a Report) -> Self {
        let rows = |(position, section): (usize, &'a Section)| {
            section.rows.iter().map(move |row| (row.id.as_str(), position))
        };
        let pairs = report.sections.iter().flat_map(|section| &section.pairs);
        let pairs = pairs.filter(|pair| pair.verdict.is_conflict()).map(|pair| {
            let (one, other) = (pair.first.as_str(), pair.second.as_str());
            [one.min(other), one.max(other)]
        });
        Self {
            report,
            sections: report.sections.iter().enumerate().flat_map(rows).collect(),
            pairs: pairs.collect(),
            sets: report.sections.iter().map(|section| section.sets.as_ref().map(Known::of)).collect(),
        }
    }
}

impl<'a> Known<'a> {
    fn of(sets: &'a Sets) -> Self {
        let stand_ins = sets
            .alike
            .iter()
            .flat_map(|alike| alike.same.iter().map(|claim| (claim.as_str(), alike.claim.as_str())));
        let conflicts: Vec<(BTreeSet<&str>, &ConflictFacts)> =
            sets.conflicts.iter().map(|set| (set.claims.iter().map(String::as_str).collect(), set)).collect();
        let mut of_claim: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, (claims, _)) in conflicts.iter().enumerate() {
            for &claim in claims {
                of_claim.entry(claim).or_default().push(position);
            }
        }
        Self { stand_ins: stand_ins.collect(), conflicts, of_claim }
    }

    /// The claims that stand for these: of those that say the very same, one.
    fn stand_ins(&self, claims: &'a [String]) -> BTreeSet<&'a str> {
        let stand_in = |claim: &'a String| self.stand_ins.get(claim.as_str()).copied();
        claims.iter().map(|claim| stand_in(claim).unwrap_or(claim)).collect()
    }

    /// The conflicts that any of these claims is in.
    fn conflicts_of(&self, claims: &BTreeSet<&str>) -> Vec<&(BTreeSet<&'a str>, &'a ConflictFacts)> {
        let positions = claims.iter().filter_map(|claim| self.of_claim.get(claim)).flatten();
        let positions: BTreeSet<usize> = positions.copied().collect();
        positions.into_iter().filter_map(|position| self.conflicts.get(position)).collect()
    }
}

/// Why an accepted conflict is none; nothing if it is one, or if that is not decided.
fn unneeded(
    known: &KnownConflict,
    claims: &[String],
    found: &Found<'_>,
    subject: &Subject<'_>,
) -> Option<Unneeded> {
    let silent = known.claims.iter().find_map(|&claim| silent(claim, subject));
    if silent.is_some() {
        return silent;
    }
    if let [one, other] = claims
        && found.pairs.contains(&[one.as_str(), other.as_str()])
    {
        return None;
    }
    // One that is of a single claim may stand in no section with others.
    let sections: BTreeSet<Option<usize>> =
        claims.iter().map(|claim| found.sections.get(claim.as_str()).copied()).collect();
    let section = sections.first().copied().flatten().filter(|_| sections.len() == 1);
    let Some(position) = section else { return Some(Unneeded::Apart) };
    let (section, sets) = (found.report.sections.get(position)?, found.sets.get(position)?);
    let (mut is_close, mut smaller, mut larger) = (false, Vec::new(), Vec::new());
    if let Some(sets) = sets {
        let own = sets.stand_ins(claims);
        for (others, set) in sets.conflicts_of(&own) {
            if own == *others {
                if set.verdict.is_conflict() {
                    return None;
                }
                is_close = true;
            } else if set.verdict.is_conflict() && others.is_subset(&own) {
                smaller.push(set.claims.clone());
            } else if set.verdict.is_conflict() && own.is_subset(others) && own.len() > 1 {
                larger.push(set.claims.clone());
            }
        }
    }
    let is_decided = section.compared && section.sets.iter().all(|sets| sets.extent == Extent::Complete);
    if is_close {
        Some(Unneeded::Close)
    } else if !smaller.is_empty() {
        Some(Unneeded::Smaller { conflicts: smaller })
    } else if !is_decided {
        None
    } else if !larger.is_empty() {
        Some(Unneeded::Larger { conflicts: larger })
    } else {
        Some(Unneeded::Fit)
    }
}

/// Why a claim takes no part, if it takes none.
fn silent(claim: ClaimId, subject: &Subject<'_>) -> Option<Unneeded> {
    let id = |claim: &ClaimId| named(subject.dataset(), *claim);
    let standing = match subject.reconciler.standing(claim) {
        Standing::Active | Standing::NotYet => return None,
        Standing::Withdrawn => SilentAs::Withdrawn,
        Standing::Superseded { by } => SilentAs::Superseded { by: id(by) },
        Standing::Echo { original, .. } => SilentAs::Echo { of: id(original) },
    };
    Some(Unneeded::Silent { claim: id(&claim), standing })
}

fn named(dataset: &Dataset, claim: ClaimId) -> String {
    dataset.claim(claim).id.clone()
}
