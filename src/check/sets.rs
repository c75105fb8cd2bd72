//! Findings about sets of claims: what the report shows and nobody has accepted.

use std::collections::{BTreeMap, BTreeSet};

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
    if let Some(sets) = &section.sets {
        for (conflict, set) in sets.conflicts.iter().enumerate().filter(|(_, set)| set.known.is_none()) {
            let set_at = SetAt { section: position, set: SetIn::Conflict(conflict) };
            found.extend(of_set(set.verdict, &set.claims, set_at, dataset));
        }
    }
    let told = ToldInSets::of(section, dataset);
    for (pair, facts) in section.pairs.iter().enumerate() {
        if facts.verdict.is_clash() && !told.holds(facts) {
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
    let extent = section.sets.as_ref().map(|sets| sets.extent);
    if !section.compared || extent.is_some_and(|extent| extent != Extent::Complete) {
        let ids: Vec<String> = section.rows.iter().map(|row| row.id.clone()).collect();
        let fact = Fact::Undecided { claims: ids.len(), is_compared: section.compared };
        // A new claim is what is asked about, wherever it stands.
        let places = claims_of(&ids, dataset).into_iter().map(|claim| dataset.claim(claim).places.id);
        let first = places.min_by_key(|&place| (!subject.files.is_new(place), place));
        found.push(Finding { fact, places: first.into_iter().collect() });
    }
}

/// What sets say of the pairs of a section, where not all sets are known.
struct ToldInSets<'a> {
    /// The claims that say the very same as another, with that one, which stands for them.
    stand_ins: BTreeMap<&'a str, &'a str>,
    /// Sets of one or two claims that cannot be true, and accepted conflicts of two.
    sets: BTreeSet<Vec<&'a str>>,
}

impl<'a> ToldInSets<'a> {
    fn of(section: &'a Section, dataset: &'a Dataset) -> Self {
        let alike = section.sets.iter().flat_map(|sets| &sets.alike);
        let stand_ins =
            alike.flat_map(|alike| alike.same.iter().map(|claim| (claim.as_str(), alike.claim.as_str())));
        let mut told = Self { stand_ins: stand_ins.collect(), sets: BTreeSet::new() };
        let conflicts = section.sets.iter().flat_map(|sets| &sets.conflicts).map(|set| &set.claims);
        for claims in conflicts.filter(|claims| claims.len() < 3) {
            told.sets.insert(told.stand_ins_of(claims.iter().map(String::as_str)));
        }
        // Only where there are pairs to tell alone is it worth looking through all that is accepted.
        if section.pairs.iter().any(|pair| pair.verdict.is_clash() && !told.holds(pair)) {
            for known in &dataset.known_conflicts {
                let claims = known.claims.iter().map(|&claim| dataset.claim(claim).id.as_str());
                told.sets.insert(told.stand_ins_of(claims));
            }
        }
        told
    }

    /// The claims that stand for these, in ascending order.
    fn stand_ins_of(&self, claims: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let stand_in = |claim| self.stand_ins.get(claim).copied().unwrap_or(claim);
        let claims: BTreeSet<&str> = claims.map(stand_in).collect();
        claims.into_iter().collect()
    }

    /// Whether a set says what there is to say of a pair, or another pair does that stands for it.
    fn holds(&self, pair: &'a PairFacts) -> bool {
        let claims = [pair.first.as_str(), pair.second.as_str()];
        claims.iter().any(|claim| self.stand_ins.contains_key(claim) || self.sets.contains(&vec![*claim]))
            || self.sets.contains(&self.stand_ins_of(claims.into_iter()))
    }
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
