//! Findings about sets of claims: what the report shows and nobody has accepted.

use std::collections::BTreeSet;

use super::{claims_of, figures_of};
use crate::analysis::Extent;
use crate::claim::Dataset;
use crate::finding::{Fact, Finding, SetAt, SetIn};
use crate::reconcile::Verdict;
use crate::report::{Because, PairFacts, Report, Section};
use crate::rules::Subject;

/// Everything about the sets of a report that is worth a look.
pub(super) fn findings(report: &Report, subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (position, section) in report.sections.iter().enumerate() {
        in_section(position, section, subject, &mut found);
    }
    found
}

fn in_section(position: usize, section: &Section, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let dataset = subject.dataset();
    for (unit, sets) in section.sets.iter().enumerate() {
        for (conflict, set) in sets.conflicts.iter().enumerate().filter(|(_, set)| set.known.is_none()) {
            let set_at = SetAt { section: position, set: SetIn::Conflict { unit, conflict } };
            found.extend(of_set(set.verdict, &set.claims, set_at, dataset));
        }
    }
    for (pair, facts) in section.pairs.iter().enumerate() {
        if is_told_alone(facts, section) && facts.known.is_none() {
            let set_at = SetAt { section: position, set: SetIn::Pair(pair) };
            let claims = [facts.first.clone(), facts.second.clone()];
            found.extend(of_set(facts.verdict, &claims, set_at, dataset));
        }
        if let Because::Repeats { echo, original, differences } = &facts.because
            && !differences.is_empty()
        {
            let places = figures_of(&[echo.clone(), original.clone()], dataset);
            found.push(Finding { fact: Fact::GarbledEcho { section: position, pair }, places });
        }
    }
    let extent = section.sets.iter().map(|sets| sets.extent).max();
    if !section.compared || extent.is_some_and(|extent| extent != Extent::Complete) {
        let ids: Vec<String> = section.rows.iter().map(|row| row.id.clone()).collect();
        let fact = Fact::Undecided { claims: ids.len(), is_compared: section.compared };
        // A new claim is what is asked about, wherever it stands.
        let places = claims_of(&ids, dataset).into_iter().map(|claim| dataset.claim(claim).places.id);
        let first = places.min_by_key(|&place| (!subject.files.is_new(place), place));
        found.push(Finding { fact, places: first.into_iter().collect() });
    }
}

/// Whether a pair cannot be true and no set of the section says so: there are more than are looked for. Of
/// claims that say the very same, one stands for all.
fn is_told_alone(pair: &PairFacts, section: &Section) -> bool {
    let clashes = matches!(pair.verdict, Verdict::Conflict | Verdict::ConditionalConflict | Verdict::Close);
    let is_one = |claim: &String| *claim == pair.first || *claim == pair.second;
    let mut alike = section.sets.iter().flat_map(|sets| &sets.alike).flat_map(|alike| &alike.same);
    let mut sets = section.sets.iter().flat_map(|sets| &sets.conflicts);
    clashes && !sets.any(|set| set.claims.iter().all(is_one)) && !alike.any(is_one)
}

fn of_set(verdict: Verdict, claims: &[String], set: SetAt, dataset: &Dataset) -> Option<Finding> {
    let code = match verdict {
        Verdict::Conflict if is_of_one_source(claims, dataset) => "self-contradiction",
        Verdict::Conflict => "conflict",
        Verdict::ConditionalConflict => "conditional-conflict",
        Verdict::Close => "close",
        _ => return None,
    };
    Some(Finding { fact: Fact::Set { code, set }, places: figures_of(claims, dataset) })
}

/// Whether one source makes all of these claims.
fn is_of_one_source(claims: &[String], dataset: &Dataset) -> bool {
    let claims = claims_of(claims, dataset);
    let sources: BTreeSet<_> = claims.iter().map(|&claim| dataset.claim(claim).source).collect();
    sources.len() == 1
}
