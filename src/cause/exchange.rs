//! Another exchange rate: the claims fit at a rate that is as plausible as the one they were converted at.
//!
//! Money that flowed over a year was not all exchanged at the average of the year. So where a claim in
//! another currency takes part, it is tried at the lowest and at the highest rate of its time, at the rate
//! of the day on which it was stated, at that which its own words imply ("NIS 552 million ($153.4
//! million)"), and at that of another series. Of those that make the claims fit, the nearest to the rate
//! that was used is told.

use super::trial::{Trial, times};
use super::{Cause, Suggested};
use crate::claim::Unit;
use crate::constraint::Placed;
use crate::number::Rational;
use crate::period::Date;
use crate::rates::Series;

/// Which rate a claim may have to be converted at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherRate {
    /// The lowest of the time of its flow.
    Lowest,
    /// The highest of that time.
    Highest,
    /// That of the day or time at which it was stated.
    WhenStated,
    /// That which its own words imply.
    Implied,
    /// That of another series.
    By(Series),
}

pub(super) fn causes(trial: &Trial<'_>) -> Vec<Suggested> {
    let base = trial.reconciler.converter.base();
    let mut units = trial.claims.iter().map(|claim| claim.unit);
    let first = units.next();
    if units.all(|unit| Some(unit) == first) {
        return Vec::new();
    }
    let is_amount = |claim: &&Placed| claim.unit != base && claim.relative.is_none();
    trial.claims.iter().filter(is_amount).filter_map(|claim| of_claim(trial, claim, base)).collect()
}

fn of_claim(trial: &Trial<'_>, claim: &Placed, base: Unit) -> Option<Suggested> {
    let converter = trial.reconciler.converter;
    let used = converter.conversion(claim.unit, claim.time_of_money()?, claim.exchange).ok()?;
    let used = &used.average;
    let distance = |rate: &Rational| {
        let difference = rate - used;
        if difference.is_negative() { -&difference } else { difference }
    };
    let mut others = plausible(trial, claim, base);
    others.retain(|(_, rate)| rate != used);
    others.sort_by_cached_key(|(which, rate)| (distance(rate), which.clone()));
    others.into_iter().find_map(|(which, rate)| {
        let off_by = trial.left_with(&Placed { unit: base, exchange: None, ..times(claim, &rate) })?;
        let cause = Cause::ExchangeRate { claim: claim.claim, used: used.clone(), other: rate, which };
        Some(Suggested { cause, off_by })
    })
}

/// The rates at which a claim could be converted as well.
fn plausible(trial: &Trial<'_>, claim: &Placed, base: Unit) -> Vec<(OtherRate, Rational)> {
    let converter = trial.reconciler.converter;
    let mut found = Vec::new();
    let Some(time) = claim.time_of_money() else { return found };
    if let Some((lowest, highest)) =
        converter.conversion(claim.unit, time, None).ok().and_then(|conversion| conversion.range.clone())
    {
        found.extend([(OtherRate::Lowest, lowest), (OtherRate::Highest, highest)]);
    }
    let stated = trial.dataset().claim(claim.claim);
    let when = stated.date.as_ref().map(Date::days);
    let at_statement = when.and_then(|when| converter.conversion(claim.unit, time, Some(when)).ok());
    found.extend(at_statement.map(|conversion| (OtherRate::WhenStated, conversion.average.clone())));
    let figure = stated.figure();
    let implied = figure.and_then(|figure| {
        let in_base = |unit: Unit| base.prices.is_none() && unit.prices.is_none();
        let mut equivalents = figure.equivalents().iter();
        let equivalent = equivalents.find(|each| each.currency() == base.currency && in_base(claim.unit))?;
        equivalent.point()?.checked_div(&figure.point()?)
    });
    found.extend(implied.filter(|rate| !rate.is_zero()).map(|rate| (OtherRate::Implied, rate)));
    for series in [Series::EuroReference, Series::WorldBank] {
        let other = converter.by_series(claim.unit, time, &series);
        found.extend(other.map(|conversion| (OtherRate::By(series), conversion.average)));
    }
    found
}
