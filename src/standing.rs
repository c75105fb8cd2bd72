//! Which claims speak: what was known by a day, what was taken back, and who only repeats whom.

use std::collections::BTreeMap;

use crate::claim::{Claim, ClaimId, Dataset, SourceId};
use crate::constraint::Placed;
use crate::money::{Amount, Interval};
use crate::number::exceeds;
use crate::period::{Date, DayRange};
use crate::reading::Reading;
use crate::scope::Relation;

/// The part a claim plays in the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It speaks for itself.
    Active,
    /// It repeats another claim, which speaks for it.
    Echo {
        /// The claim at the end of the chain of repetitions.
        original: ClaimId,
        /// What it got wrong, in the order of [`Difference`]; empty if it says the same.
        differences: Vec<Difference>,
        /// The claim that it repeats directly, often the original itself.
        direct: ClaimId,
        /// In what it differs from that one.
        direct_differences: Vec<Difference>,
    },
    /// Another claim takes its place.
    Superseded {
        /// That claim.
        by: ClaimId,
    },
    /// It was taken back.
    Withdrawn,
    /// By the day asked for it was not known to have been asserted.
    NotYet,
}

/// In what a repetition differs from its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// The amount.
    Amount,
    /// The currency, or the year of constant prices.
    Currency,
    /// A rate for a total, or the other way round.
    Rate,
    /// Who pays.
    Payer,
    /// Who is paid.
    Payee,
    /// For what.
    Category,
    /// How far along its way the money is.
    Stage,
    /// The stated period.
    Period,
}

impl Difference {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Rate => "rate",
            Self::Payer => "payer",
            Self::Payee => "payee",
            Self::Category => "category",
            Self::Stage => "stage",
            Self::Period => "period",
        }
    }
}

/// The standing of every claim, in the order of the claims; `placed` likewise.
#[must_use]
pub fn standings(
    dataset: &Dataset,
    placed: &[Placed],
    reading: &Reading,
    as_of: Option<&Date>,
) -> Vec<Standing> {
    let day = as_of.and_then(|date| date.days().last_day());
    let by_then = |date: Option<&Date>| match day {
        None => true,
        Some(day) => date.and_then(|date| date.days().last_day()).is_some_and(|last| last <= day),
    };
    let known: Vec<bool> = dataset.claims.iter().map(|claim| by_then(claim.date.as_ref())).collect();
    let is_known = |id: ClaimId| known.get(id.0 as usize).copied().unwrap_or(false);
    let mut superseded: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    for id in dataset.claim_ids().filter(|&id| is_known(id)) {
        if let Some(old) = dataset.claim(id).supersedes {
            superseded.entry(old).or_insert(id);
        }
    }
    let mut standings: Vec<Standing> = dataset
        .claim_ids()
        .map(|id| {
            let claim = dataset.claim(id);
            if !is_known(id) {
                Standing::NotYet
            } else if claim.withdrawn.as_ref().is_some_and(|withdrawn| by_then(Some(&withdrawn.date))) {
                Standing::Withdrawn
            } else if let Some(&by) = superseded.get(&id) {
                Standing::Superseded { by }
            } else {
                Standing::Active
            }
        })
        .collect();
    let originals = originals(dataset, placed, reading, &standings);
    let ends = ends_of_chains(&originals);
    for (&echo, &direct) in &originals {
        let original = ends.get(&echo).copied().unwrap_or(direct);
        let standing = Standing::Echo {
            original,
            differences: differences(dataset, placed, reading, echo, original),
            direct,
            direct_differences: differences(dataset, placed, reading, echo, direct),
        };
        if let Some(slot) = standings.get_mut(echo.0 as usize) {
            *slot = standing;
        }
    }
    standings
}

/// What each active claim directly repeats.
fn originals(
    dataset: &Dataset,
    placed: &[Placed],
    reading: &Reading,
    standings: &[Standing],
) -> BTreeMap<ClaimId, ClaimId> {
    let standing = |id: ClaimId| standings.get(id.0 as usize);
    let mut by_source: BTreeMap<SourceId, Vec<ClaimId>> = BTreeMap::new();
    for id in dataset.claim_ids().filter(|&id| standing(id) != Some(&Standing::NotYet)) {
        by_source.entry(dataset.claim(id).source).or_default().push(id);
    }
    let active = |id: ClaimId| standing(id) == Some(&Standing::Active);
    let mut originals = BTreeMap::new();
    for id in by_source.values().flatten().copied().filter(|&id| active(id)) {
        let repeats = dataset.claim(id).repeats;
        if let Some(original) = repeats.filter(|&original| standing(original) != Some(&Standing::NotYet)) {
            originals.insert(id, original);
        }
    }
    for id in by_source.values().flatten().copied().filter(|&id| active(id)) {
        let claim = dataset.claim(id);
        if claim.repeats.is_some() {
            continue;
        }
        let candidates =
            dataset.source(claim.source).ancestors.iter().filter_map(|source| by_source.get(source));
        let mut closest = None;
        for &candidate in candidates.flatten() {
            if bear_on_each_other(dataset, placed, id, candidate) {
                let differs = differences(dataset, placed, reading, id, candidate);
                // The amount is what drifts least. An original may since have been replaced or withdrawn;
                // one that stands comes first.
                let rank = (differs.len(), differs.contains(&Difference::Amount), !active(candidate));
                let found = (rank, candidate);
                closest = Some(closest.map_or(found, |closest: (_, ClaimId)| closest.min(found)));
            }
            if matches!(closest, Some(((0, false, false), _))) {
                break;
            }
        }
        // Stated repetitions may lead back to this claim, which then is nobody's echo.
        if let Some((_, original)) = closest.filter(|&(_, original)| end_of_chain(&originals, original) != id)
        {
            originals.insert(id, original);
        }
    }
    originals
}

/// The claim at which a chain of repetitions ends.
fn end_of_chain(originals: &BTreeMap<ClaimId, ClaimId>, mut claim: ClaimId) -> ClaimId {
    while let Some(&further) = originals.get(&claim) {
        claim = further;
    }
    claim
}

/// Each repetition with the claim at the end of its chain. There are no circles.
fn ends_of_chains(originals: &BTreeMap<ClaimId, ClaimId>) -> BTreeMap<ClaimId, ClaimId> {
    let mut ends: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
    for &echo in originals.keys() {
        let mut chain = Vec::new();
        let mut claim = echo;
        while let Some(&further) = originals.get(&claim).filter(|_| !ends.contains_key(&claim)) {
            chain.push(claim);
            claim = further;
        }
        let end = ends.get(&claim).copied().unwrap_or(claim);
        ends.extend(chain.into_iter().map(|echo| (echo, end)));
    }
    ends
}

/// Whether two claims could be about the same flow, whatever currency they count it in.
fn bear_on_each_other(dataset: &Dataset, placed: &[Placed], a: ClaimId, b: ClaimId) -> bool {
    let (Some(a), Some(b)) = (placed.get(a.0 as usize), placed.get(b.0 as usize)) else { return false };
    let in_time = match (a.reach(), b.reach()) {
        (Some(a), Some(b)) => a.overlaps(&b),
        _ => true,
    };
    in_time
        && a.stage == b.stage
        && dataset.actors.relation(a.payer, b.payer) != Relation::Apart
        && dataset.actors.relation(a.payee, b.payee) != Relation::Apart
        && dataset.categories.relation(a.category, b.category) != Relation::Apart
}

/// In what two claims differ, one of which repeats the other.
fn differences(
    dataset: &Dataset,
    placed: &[Placed],
    reading: &Reading,
    echo: ClaimId,
    original: ClaimId,
) -> Vec<Difference> {
    let (Some(a), Some(b)) = (placed.get(echo.0 as usize), placed.get(original.0 as usize)) else {
        return Vec::new();
    };
    let (claim, original) = (dataset.claim(echo), dataset.claim(original));
    let same = |relation: Relation| relation == Relation::Same;
    let mut found = Vec::new();
    if a.unit == b.unit {
        let ((a_low, a_high), (b_low, b_high)) = (a.nominal_year(), b.nominal_year());
        if exceeds(a_low.as_ref(), b_high.as_ref()) || exceeds(b_low.as_ref(), a_high.as_ref()) {
            found.push(Difference::Amount);
        }
    } else if !states_as_equivalent(claim, b, reading) && !states_as_equivalent(original, a, reading) {
        found.push(Difference::Currency);
    }
    let mut check = |differs: bool, difference| {
        if differs {
            found.push(difference);
        }
    };
    check(a.per.is_some() != b.per.is_some(), Difference::Rate);
    check(!same(dataset.actors.relation(a.payer, b.payer)), Difference::Payer);
    check(!same(dataset.actors.relation(a.payee, b.payee)), Difference::Payee);
    check(!same(dataset.categories.relation(a.category, b.category)), Difference::Category);
    check(a.stage != b.stage, Difference::Stage);
    let periods = (claim.scope.period.as_ref(), original.scope.period.as_ref());
    // A repetition that leaves the period out is less precise, not wrong.
    check(matches!(periods, (Some((_, a)), Some((_, b))) if !is_rounded(*a, *b)), Difference::Period);
    found
}

/// Whether a period is the original one, perhaps told in whole years: 2014 to 2020 for July 2014 to 2020.
fn is_rounded(period: DayRange, original: DayRange) -> bool {
    period == original || (period.contains(&original) && period.touched_years() == original.touched_years())
}

/// Whether a claim gives, in brackets, an amount in the other's currency and of its size.
fn states_as_equivalent(claim: &Claim, other: &Placed, reading: &Reading) -> bool {
    let same_prices = claim.unit.prices == other.unit.prices;
    let fits = |interval: &Interval| {
        let end = |end: Option<Amount>| end.map(Amount::to_rational);
        !exceeds(end(interval.low).as_ref(), other.high.as_ref())
            && !exceeds(other.low.as_ref(), end(interval.high).as_ref())
    };
    let equivalents = claim.figure.equivalents().iter();
    let mut stated = equivalents.filter(|equivalent| equivalent.currency() == other.unit.currency);
    same_prices && stated.any(|equivalent| equivalent.interval(reading).is_ok_and(|interval| fits(&interval)))
}
