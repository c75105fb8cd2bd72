//! Rates that a publisher states anew: each is carried no further than to the next.
//!
//! A publisher's rates for one scope form steps: each holds until the year in which the next is
//! stated, and none is carried back into the time of the one before.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use crate::claim::{ClaimId, Dataset, Unit};
use crate::constraint::{Placed, Shape};
use crate::number::{Rational, exceeds};
use crate::period::DayRange;
use crate::standing::Standing;

/// Ends the carrying of rates where the same publisher states another one for the same scope.
pub(crate) fn end_at_restatements(placed: &mut [Placed], standings: &[Standing], dataset: &Dataset) {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (position, (each, standing)) in placed.iter().zip(standings).enumerate() {
        if standing == &Standing::Active && step(each, dataset).is_some() {
            let publisher = dataset.source_of(each.claim).publisher.as_str();
            let key = (publisher, each.payer, each.payee, each.category, each.stage);
            groups.entry(key).or_default().push(position);
        }
    }
    for members in groups.into_values().filter(|members| members.len() > 1) {
        let mut rates: Vec<Step> =
            members.iter().filter_map(|&member| step(placed.get(member)?, dataset)).collect();
        rates.sort();
        rates.dedup_by(|one, other| one.says() == other.says());
        for member in members {
            let Some(each) = placed.get_mut(member) else { continue };
            let Some(own) = step(each, dataset) else { continue };
            let Shape::Carried { window, .. } = &mut each.shape else { continue };
            let Neighbours { before, next } = Neighbours::of(&own, &rates);
            let since = before.map(|(since, _)| since);
            let start = window.start().max(since.and_then(|year| DayRange::year(year).start()));
            let end = next.and_then(|next| DayRange::year(next.from).start());
            let end = end.into_iter().chain(window.end()).min();
            if let Some(shortened) = DayRange::new(start, end) {
                *window = shortened;
            }
        }
    }
}

/// The rates of the same publisher between which a carried rate holds.
struct Neighbours<'a> {
    /// The year in which the one before ends, and that one.
    before: Option<(i32, &'a Step)>,
    next: Option<&'a Step>,
}

impl<'a> Neighbours<'a> {
    fn of(own: &Step, rates: &'a [Step]) -> Self {
        let others = || rates.iter().filter(|step| step.rate_differs(own));
        let before = others().filter(|step| step.from < own.from);
        Self {
            before: before.map(|step| (step.to.min(own.from), step)).max(),
            next: others().filter(|step| step.from > own.from).min(),
        }
    }
}

/// The claims of the same publisher that end the carrying of a rate: the one before it, and the next.
/// `placed` is every claim as [`end_at_restatements`] finds it.
pub(crate) fn ended_by(
    placed: &[Placed],
    standings: &[Standing],
    dataset: &Dataset,
    claim: ClaimId,
) -> (Option<ClaimId>, Option<ClaimId>) {
    let found = |id: ClaimId| placed.get(id.0 as usize).filter(|each| each.claim == id);
    let Some(own) = found(claim) else { return (None, None) };
    let Shape::Carried { window, .. } = &own.shape else { return (None, None) };
    let Some(own_step) = step(own, dataset) else { return (None, None) };
    let key = |each: &Placed| (each.payer, each.payee, each.category, each.stage);
    let publisher = |each: &Placed| dataset.source_of(each.claim).publisher.as_str();
    let same = |each: &&Placed| key(each) == key(own) && publisher(each) == publisher(own);
    let active = placed.iter().zip(standings).filter(|(_, standing)| *standing == &Standing::Active);
    let same = active.map(|(each, _)| each).filter(same);
    let mut rates: Vec<Step> = same.filter_map(|each| step(each, dataset)).collect();
    rates.sort();
    let Neighbours { before, next } = Neighbours::of(&own_step, &rates);
    let starts = |year: i32| DayRange::year(year).start();
    let before = before.filter(|(since, _)| starts(*since) > window.start());
    let next = next.filter(|next| window.end().is_none_or(|end| starts(next.from) < Some(end)));
    (before.map(|(_, step)| step.claim), next.map(|step| step.claim))
}

/// A rate that a publisher states from some year on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    from: i32,
    /// The first year that it does not reach: neither its stated period nor, without one, its carrying.
    to: i32,
    low: Option<Rational>,
    high: Option<Rational>,
    unit: Unit,
    claim: ClaimId,
}

impl Step {
    fn says(&self) -> impl PartialEq {
        (self.from, self.to, &self.low, &self.high, self.unit)
    }

    fn rate_differs(&self, other: &Self) -> bool {
        // Whoever counts anew in other money states another rate, whatever the two come to.
        self.unit != other.unit
            || exceeds(self.low.as_ref(), other.high.as_ref())
            || exceeds(other.low.as_ref(), self.high.as_ref())
    }
}

fn step(placed: &Placed, dataset: &Dataset) -> Option<Step> {
    if placed.relative.is_some() {
        return None;
    }
    let (low, high) = placed.nominal_year();
    let (claim, unit) = (placed.claim, placed.unit);
    match &placed.shape {
        Shape::Carried { about: Some(about), window } => {
            let to = window.last_day()?.year() + 1;
            Some(Step { from: about.start()?.year(), to, low, high, unit, claim })
        }
        Shape::Average { period, .. } => {
            let to = period.last_day()?.year() + 1;
            Some(Step { from: period.start()?.year(), to, low, high, unit, claim })
        }
        // A rate "until 2015" is of the year in which that ends; before, it is carried.
        Shape::Carried { about: None, window } if is_open_at_its_start(placed, dataset) => {
            let last = window.last_day()?.year();
            Some(Step { from: last, to: last + 1, low, high, unit, claim })
        }
        _ => None,
    }
}

/// Whether a claim states a period that ends at some time and starts at none.
fn is_open_at_its_start(placed: &Placed, dataset: &Dataset) -> bool {
    let period = dataset.claim(placed.claim).scope.period.as_ref();
    period.is_some_and(|(_, days)| days.start().is_none() && days.end().is_some())
}
