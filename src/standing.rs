//! Which claims speak: what was known by a day, what was taken back, and who only repeats whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, ClaimId, Dataset, SourceId};
use crate::constraint::{Compared, Placed, nominal_year};
use crate::conversion::Converter;
use crate::figure::{Comparative, Figure};
use crate::money::{Amount, Interval};
use crate::number::{Rational, exceeds};
use crate::period::{Date, DayRange, Per};
use crate::reading::Reading;
use crate::scope::{Node, Relation, Stage};

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

/// What amounts are read and converted by.
type By<'a> = (&'a Reading, &'a Converter);

/// The standing of every claim, in the order of the claims; `placed` likewise. Those that are `unknown` have
/// not been made yet.
#[must_use]
pub fn standings(
    dataset: &Dataset,
    placed: &[Placed],
    by: By<'_>,
    as_of: Option<&Date>,
    unknown: &BTreeSet<ClaimId>,
) -> Vec<Standing> {
    let day = as_of.and_then(|date| date.days().last_day());
    let by_then = |date: Option<&Date>| match day {
        None => true,
        Some(day) => date.and_then(|date| date.days().last_day()).is_some_and(|last| last <= day),
    };
    let known: Vec<bool> = dataset
        .claim_ids()
        .map(|id| !unknown.contains(&id) && by_then(dataset.claim(id).date.as_ref()))
        .collect();
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
    let originals = originals(dataset, placed, by, &standings);
    let ends = ends_of_chains(&originals);
    for (&echo, &direct) in &originals {
        let original = ends.get(&echo).copied().unwrap_or(direct);
        let standing = Standing::Echo {
            original,
            differences: differences(dataset, placed, by, echo, original),
            direct,
            direct_differences: differences(dataset, placed, by, echo, direct),
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
    by: By<'_>,
    standings: &[Standing],
) -> BTreeMap<ClaimId, ClaimId> {
    let standing = |id: ClaimId| standings.get(id.0 as usize);
    let active = |id: ClaimId| standing(id) == Some(&Standing::Active);
    let mut originals = BTreeMap::new();
    // The claims of each source by what they are about, so that only claims about the same are compared.
    let mut by_source: BTreeMap<SourceId, BTreeMap<Topic, Vec<ClaimId>>> = BTreeMap::new();
    for id in dataset.claim_ids().filter(|&id| standing(id) != Some(&Standing::NotYet)) {
        let claim = dataset.claim(id);
        if let Some(placed) = placed.get(id.0 as usize) {
            by_source.entry(claim.source).or_default().entry(topic(placed)).or_default().push(id);
        }
        let known = claim.repeats.filter(|&original| standing(original) != Some(&Standing::NotYet));
        if let Some(original) = known.filter(|_| active(id)) {
            originals.insert(id, original);
        }
    }
    for id in dataset.claim_ids().filter(|&id| active(id) && dataset.claim(id).repeats.is_none()) {
        let Some(own) = placed.get(id.0 as usize) else { continue };
        let ancestors = &dataset.source_of(id).ancestors;
        let topics = ancestors.iter().filter_map(|source| by_source.get(source)).flatten();
        let candidates = topics
            .filter(|(topic, _)| bear_on_each_other(dataset, **topic, self::topic(own)))
            .flat_map(|(_, claims)| claims.iter().take(MOST_CANDIDATES))
            .filter(|candidate| {
                placed
                    .get(candidate.0 as usize)
                    .is_some_and(|other| share_time(own, other) && are_told_alike(dataset, own, other))
            });
        let closest = candidates
            .map(|&candidate| {
                let differs = differences(dataset, placed, by, id, candidate);
                // The amount is what drifts least. An original may since have been replaced or withdrawn;
                // one that stands comes first.
                ((differs.len(), differs.contains(&Difference::Amount), !active(candidate)), candidate)
            })
            .min();
        // Stated repetitions may lead back to this claim, which then is nobody's echo.
        if let Some((_, original)) = closest.filter(|&(_, original)| end_of_chain(&originals, original) != id)
        {
            originals.insert(id, original);
        }
    }
    originals
}

/// How many claims of one source about the same are looked at for the one that is repeated: an origin with
/// more of them is a table, and what repeats a line of it says so with `repeats`.
const MOST_CANDIDATES: usize = 200;

/// What a claim is about: stage, payer, payee and category.
type Topic = (Stage, Node, Node, Node);

fn topic(placed: &Placed) -> Topic {
    (placed.stage, placed.payer, placed.payee, placed.category)
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

/// Whether claims about two topics could be about the same flow, whatever currency they count it in.
fn bear_on_each_other(dataset: &Dataset, a: Topic, b: Topic) -> bool {
    let (stage, payer, payee, category) = a;
    let (other_stage, other_payer, other_payee, other_category) = b;
    stage == other_stage
        && dataset.actors.relation(payer, other_payer) != Relation::Apart
        && dataset.actors.relation(payee, other_payee) != Relation::Apart
        && dataset.categories.relation(category, other_category) != Relation::Apart
}

/// Whether two claims could be about the same time; what nothing places in time could be about any.
fn share_time(a: &Placed, b: &Placed) -> bool {
    match (a.reach(), b.reach()) {
        (Some(a), Some(b)) => a.overlaps(&b),
        _ => true,
    }
}

/// Whether both state an amount, or both compare with flows that could be the same.
fn are_told_alike(dataset: &Dataset, a: &Placed, b: &Placed) -> bool {
    let topic = |to: &Compared| (to.stage, to.payer, to.payee, to.category);
    match (&a.relative, &b.relative) {
        (None, None) => true,
        (Some(a), Some(b)) => bear_on_each_other(dataset, topic(a), topic(b)),
        _ => false,
    }
}

/// Whether two comparisons cannot both hold of the same two flows, or compare by different things.
fn compare_differently(a: &Compared, b: &Compared) -> bool {
    let apart = |low: &Option<Rational>, high: &Option<Rational>| exceeds(low.as_ref(), high.as_ref());
    let by_year = |end: &Option<Rational>, per: Option<Per>| {
        let factor = per.and_then(nominal_year).unwrap_or_else(Rational::one);
        end.as_ref().map(|end| end * &factor)
    };
    match (&a.comparative, &b.comparative) {
        (Comparative::Factor { low, high }, Comparative::Factor { low: other_low, high: other_high }) => {
            apart(low, other_high) || apart(other_low, high)
        }
        (
            Comparative::Difference { low, high },
            Comparative::Difference { low: other_low, high: other_high },
        ) => {
            apart(&by_year(low, a.per), &by_year(other_high, b.per))
                || apart(&by_year(other_low, b.per), &by_year(high, a.per))
        }
        _ => true,
    }
}

/// In what two claims differ, one of which repeats the other.
fn differences(
    dataset: &Dataset,
    placed: &[Placed],
    (reading, converter): By<'_>,
    echo: ClaimId,
    original: ClaimId,
) -> Vec<Difference> {
    let (Some(a), Some(b)) = (placed.get(echo.0 as usize), placed.get(original.0 as usize)) else {
        return Vec::new();
    };
    let (claim, original) = (dataset.claim(echo), dataset.claim(original));
    let same = |relation: Relation| relation == Relation::Same;
    let mut found = Vec::new();
    let by_factor = |placed: &Placed| {
        matches!(&placed.relative, Some(Compared { comparative: Comparative::Factor { .. }, .. }))
    };
    let amounts_differ = match (&a.relative, &b.relative) {
        (Some(a), Some(b)) => compare_differently(a, b),
        (None, None) => {
            let ((a_low, a_high), (b_low, b_high)) = (a.nominal_year(), b.nominal_year());
            exceeds(a_low.as_ref(), b_high.as_ref()) || exceeds(b_low.as_ref(), a_high.as_ref())
        }
        _ => true,
    };
    let told_alike = a.relative.is_some() == b.relative.is_some();
    // What is so many times another flow is that in every currency.
    if a.unit == b.unit || by_factor(a) || by_factor(b) || !told_alike {
        if amounts_differ {
            found.push(Difference::Amount);
        }
    } else if !states_as_equivalent(claim, b, reading)
        && !states_as_equivalent(original, a, reading)
        && (say_one_number(claim, original) || !come_to_the_same(a, b, converter))
    {
        found.push(Difference::Currency);
    }
    let mut check = |differs: bool, difference| {
        if differs {
            found.push(difference);
        }
    };
    let per = |placed: &Placed| placed.per.or(placed.relative.as_ref().and_then(|relative| relative.per));
    // A repetition names the same other flow.
    let others = a.relative.as_ref().zip(b.relative.as_ref());
    let other = |differs: &dyn Fn(&Compared, &Compared) -> bool| others.is_some_and(|(a, b)| differs(a, b));
    let (actors, categories) = (&dataset.actors, &dataset.categories);
    let payer = other(&|a, b| !same(actors.relation(a.payer, b.payer)));
    let payee = other(&|a, b| !same(actors.relation(a.payee, b.payee)));
    let category = other(&|a, b| !same(categories.relation(a.category, b.category)));
    check(per(a).is_some() != per(b).is_some(), Difference::Rate);
    check(payer || !same(actors.relation(a.payer, b.payer)), Difference::Payer);
    check(payee || !same(actors.relation(a.payee, b.payee)), Difference::Payee);
    check(category || !same(categories.relation(a.category, b.category)), Difference::Category);
    check(other(&|a, b| a.stage != b.stage) || a.stage != b.stage, Difference::Stage);
    let periods = (claim.scope.period.as_ref(), original.scope.period.as_ref());
    // A repetition that leaves the period out is less precise, not wrong.
    let rounded = |a: Option<DayRange>, b: Option<DayRange>| a.zip(b).is_none_or(|(a, b)| is_rounded(a, b));
    let days = |period: Option<&(String, DayRange)>| period.map(|(_, days)| *days);
    let own = !rounded(days(periods.0), days(periods.1));
    check(own || other(&|a, b| !rounded(a.period, b.period)), Difference::Period);
    found
}

/// Whether a period is the original one, perhaps told in whole years: 2014 to 2020 for July 2014 to 2020.
fn is_rounded(period: DayRange, original: DayRange) -> bool {
    period == original || (period.contains(&original) && period.touched_years() == original.touched_years())
}

/// Whether two figures are of the same number: in two currencies that is a slip, whatever rates there were.
fn say_one_number(claim: &Claim, original: &Claim) -> bool {
    let point = |claim: &Claim| claim.figure().and_then(Figure::point);
    point(claim).is_some() && point(claim) == point(original)
}

/// Whether two amounts in different units can be the same at some rate of their time.
fn come_to_the_same(a: &Placed, b: &Placed, converter: &Converter) -> bool {
    let in_base = |placed: &Placed| {
        let (low, high) = placed.nominal_year();
        if placed.unit == converter.base() {
            return Some((low, high));
        }
        let conversion = converter.conversion(placed.unit, placed.time_of_money()?, placed.exchange).ok()?;
        let average = (&conversion.average, &conversion.average);
        let (least, most) = conversion.range.as_ref().map_or(average, |(lowest, highest)| (lowest, highest));
        Some((low.map(|low| &low * least), high.map(|high| &high * most)))
    };
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (in_base(a), in_base(b)) else { return false };
    !exceeds(a_low.as_ref(), b_high.as_ref()) && !exceeds(b_low.as_ref(), a_high.as_ref())
}

/// Whether a claim gives, in brackets, an amount in the other's currency and of its size.
fn states_as_equivalent(claim: &Claim, other: &Placed, reading: &Reading) -> bool {
    let same_prices = claim.unit.prices == other.unit.prices;
    let fits = |interval: &Interval| {
        let end = |end: Option<Amount>| end.map(Amount::to_rational);
        !exceeds(end(interval.low).as_ref(), other.high.as_ref())
            && !exceeds(other.low.as_ref(), end(interval.high).as_ref())
    };
    let equivalents = claim.figure().map_or(&[][..], Figure::equivalents).iter();
    let mut stated = equivalents.filter(|equivalent| equivalent.currency() == other.unit.currency);
    same_prices && stated.any(|equivalent| equivalent.interval(reading).is_ok_and(|interval| fits(&interval)))
}
