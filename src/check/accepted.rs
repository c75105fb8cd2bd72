//! Findings about conflicts that a person has accepted: those without a reason, and those that are none.

use std::collections::BTreeSet;

use super::figures_of;
use crate::analysis::Extent;
use crate::claim::{ClaimId, Dataset, KnownConflict};
use crate::finding::{Fact, Finding, SilentAs, Unneeded};
use crate::reconcile::Verdict;
use crate::report::sets::Sets;
use crate::report::{Report, Section};
use crate::rules::Subject;
use crate::standing::Standing;

/// Everything about accepted conflicts that is worth a look.
pub(super) fn findings(report: &Report, subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut found = Vec::new();
    for known in &dataset.known_conflicts {
        let claims: Vec<String> = known.claims.iter().map(|&claim| dataset.claim(claim).id.clone()).collect();
        if let Some(why) = unneeded(known, &claims, report, subject) {
            let mut places = vec![known.claims_place];
            places.extend(figures_of(&claims, dataset));
            found.push(Finding { fact: Fact::UnneededAcceptance { claims, why }, places });
        } else if known.reason.is_none() {
            found.push(Finding::at(known.reason_place, Fact::UnexplainedAcceptance { claims }));
        }
    }
    found
}

/// Why an accepted conflict is none; nothing if it is one, or if that is not decided.
fn unneeded(
    known: &KnownConflict,
    claims: &[String],
    report: &Report,
    subject: &Subject<'_>,
) -> Option<Unneeded> {
    let silent = known.claims.iter().find_map(|&claim| silent(claim, subject));
    if silent.is_some() {
        return silent;
    }
    // One that is of a single claim may stand in no section with others.
    let holds_all =
        |section: &&Section| claims.iter().all(|claim| section.rows.iter().any(|row| row.id == *claim));
    let Some(section) = report.sections.iter().find(holds_all) else { return Some(Unneeded::Apart) };
    if section.pairs.iter().any(|pair| {
        pair.known.is_some() && is_clash(pair.verdict) && claims == sorted(&[&pair.first, &pair.second])
    }) {
        return None;
    }
    let mut close = false;
    let (mut smaller, mut larger) = (Vec::new(), Vec::new());
    for sets in &section.sets {
        let own = stand_ins(claims, sets);
        for set in &sets.conflicts {
            let others: BTreeSet<&str> = set.claims.iter().map(String::as_str).collect();
            if own == others {
                if is_clash(set.verdict) {
                    return None;
                }
                close = true;
            } else if is_clash(set.verdict) && others.is_subset(&own) {
                smaller.push(set.claims.clone());
            } else if is_clash(set.verdict) && own.is_subset(&others) {
                larger.push(set.claims.clone());
            }
        }
    }
    let is_decided = section.compared && section.sets.iter().all(|sets| sets.extent == Extent::Complete);
    if close {
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

fn is_clash(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Conflict | Verdict::ConditionalConflict)
}

fn sorted(claims: &[&String]) -> Vec<String> {
    let mut claims: Vec<String> = claims.iter().map(|&claim| claim.clone()).collect();
    claims.sort();
    claims
}

/// The claims that stand for these in sets: of those that say the very same, one.
fn stand_ins<'a>(claims: &'a [String], sets: &'a Sets) -> BTreeSet<&'a str> {
    let stand_in = |claim: &'a String| {
        let alike = sets.alike.iter().find(|alike| alike.same.contains(claim));
        alike.map_or(claim.as_str(), |alike| alike.claim.as_str())
    };
    claims.iter().map(stand_in).collect()
}

/// Why a claim takes no part, if it takes none.
fn silent(claim: ClaimId, subject: &Subject<'_>) -> Option<Unneeded> {
    let id = |claim: &ClaimId| named(subject.dataset(), *claim);
    let standing = match subject.reconciler.standing(claim) {
        Standing::Active => return None,
        Standing::Withdrawn => SilentAs::Withdrawn,
        Standing::Superseded { by } => SilentAs::Superseded { by: id(by) },
        Standing::Echo { original, .. } => SilentAs::Echo { of: id(original) },
        Standing::NotYet => SilentAs::NotYet,
    };
    Some(Unneeded::Silent { claim: id(&claim), standing })
}

fn named(dataset: &Dataset, claim: ClaimId) -> String {
    dataset.claim(claim).id.clone()
}
