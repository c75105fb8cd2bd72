//! Amounts in brackets that do not fit the exchange rate of the others.
//!
//! "NIS 552 million ($153.4 million)" says at which rate somebody converted. Where the rate of that time was
//! quite another one, one of the two amounts is often wrong: a lost digit, a scale word too many, the wrong
//! currency. The rate is that by which claims are converted too; where there is none, or only an official one
//! at which little was exchanged, it is what the other claims about that time imply.

mod implied;

use super::Subject;
use crate::claim::{Claim, ClaimId};
use crate::currency::Currency;
use crate::figure::{Equivalent, Figure};
use crate::finding::{Fact, Finding, Rate, RateBy};
use crate::money::{Amount, Interval};
use crate::number::{Rational, exceeds};
use crate::period::{Date, DayRange};
use implied::Stated;

/// Two currencies in the order of their codes.
type Currencies = (Currency, Currency);

/// A rate that the words of a claim imply: how many of the second currency there are for one of the first.
#[derive(Debug, Clone)]
struct Implied {
    claim: ClaimId,
    currencies: Currencies,
    rate: Rate,
    /// The times of which the rate may be: the day of the exchange if it is named, otherwise the date of the
    /// claim or the period of the flow. Not empty.
    times: Vec<DayRange>,
}

/// A rate to go by.
#[derive(Debug, Clone)]
enum Known<'a> {
    /// What another claim implies.
    Implied(&'a Implied),
    /// What a series has.
    Quoted {
        /// The series.
        series: String,
        rate: Rate,
        tolerance: Rational,
    },
}

impl Known<'_> {
    fn rate(&self) -> &Rate {
        match self {
            Self::Implied(implied) => &implied.rate,
            Self::Quoted { rate, .. } => rate,
        }
    }
}

/// How far a rate may be from another one that it fits: one that is a claim's own or an average.
fn tolerance() -> Rational {
    Rational::ratio(5, 4).unwrap_or_else(Rational::one)
}

/// How far it may be from the lowest or highest of the days that it may be of: banks take their share.
fn tolerance_of_days() -> Rational {
    Rational::ratio(11, 10).unwrap_or_else(Rational::one)
}

/// A rate is off where, at each time of which it may be, there are rates to go by and it fits none of them.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut implied = Vec::new();
    for id in dataset.claim_ids() {
        // What was taken back or replaced may have been wrong in just this.
        if subject.stands(id) {
            let equivalents = dataset.claim(id).figure().map_or(&[][..], Figure::equivalents);
            implied.extend(equivalents.iter().filter_map(|equivalent| rate_of(id, equivalent, subject)));
        }
    }
    let known = Stated::new(&implied);
    let nearest_off = |own: &Implied| nearest_off(own, &known, subject);
    let off: Vec<(&Implied, Known<'_>)> =
        implied.iter().filter_map(|own| Some((own, nearest_off(own)?))).collect();
    let is_off = |claim: ClaimId| off.binary_search_by(|(own, _)| own.claim.cmp(&claim)).is_ok();
    let place = |claim: ClaimId| dataset.claim(claim).figure_place;
    let found = off.iter().filter(|(own, known)| {
        let Known::Implied(other) = known else { return true };
        // Two that are off each other, with no third to say which: the one that stands later is told.
        let goes_by_own = |back: Known<'_>| matches!(back, Known::Implied(back) if back.claim == own.claim);
        let is_mutual = is_off(other.claim) && nearest_off(other).is_some_and(goes_by_own);
        !is_mutual || place(own.claim) > place(other.claim)
    });
    found.map(|(own, known)| finding(own, known, subject)).collect()
}

/// The rate that an equivalent implies; nothing where it says nothing, or where it may be of any time.
fn rate_of(id: ClaimId, equivalent: &Equivalent, subject: &Subject<'_>) -> Option<Implied> {
    let claim = subject.dataset().claim(id);
    let figure = claim.figure()?;
    let reading = subject.reconciler.reading;
    let (own, other) = (figure.interval(reading).ok()?, equivalent.interval(reading).ok()?);
    let (first, second) = (figure.currency(), equivalent.currency());
    let currencies = (first.min(second), first.max(second));
    let rate = if currencies.0 == first { quotient(&other, &own) } else { quotient(&own, &other) };
    let times = times(claim)?;
    (rate.low.is_some() || rate.high.is_some()).then_some(Implied { claim: id, currencies, rate, times })
}

/// All that one amount can be of the other.
fn quotient(of: &Interval, by: &Interval) -> Rate {
    let over = |end: Option<Amount>, other: Option<Amount>| {
        end?.to_rational().checked_div(&other?.to_rational()).filter(|quotient| !quotient.is_zero())
    };
    Rate { low: over(of.low, by.high), high: over(of.high, by.low) }
}

/// A period of more days than any year has been converted at many a rate.
const LONGEST_PERIOD: i64 = 366;

fn times(claim: &Claim) -> Option<Vec<DayRange>> {
    if let Some(exchange) = &claim.exchange {
        return Some(vec![exchange.days()]);
    }
    let period = claim.scope.period.as_ref().map(|(_, days)| *days);
    let date = claim.date.as_ref().map(Date::days);
    let times: Vec<DayRange> = date.into_iter().chain(period).collect();
    let is_short = |days: &DayRange| {
        days.start().zip(days.end()).is_some_and(|(start, end)| (end - start).num_days() <= LONGEST_PERIOD)
    };
    (!times.is_empty() && times.iter().all(is_short)).then_some(times)
}

/// The nearest of the rates that a rate is off, if it is off.
fn nearest_off<'a>(own: &Implied, known: &Stated<'a>, subject: &Subject<'_>) -> Option<Known<'a>> {
    let mut nearest = None;
    for &time in &own.times {
        if let Some(quoted) = quoted(own.currencies, time, subject) {
            if let Known::Quoted { rate, tolerance, .. } = &quoted
                && fit(&own.rate, rate, tolerance)
            {
                return None;
            }
            nearest = nearest.or(Some(quoted));
            continue;
        }
        let others = known.around(own, time);
        nearest = nearest.or(others.first().copied().map(Known::Implied));
        if others.is_empty() || others.iter().any(|other| fit(&own.rate, &other.rate, &tolerance())) {
            return None;
        }
    }
    nearest
}

/// The rate by which claims are converted at a time, unless little was exchanged at it.
fn quoted((first, second): Currencies, time: DayRange, subject: &Subject<'_>) -> Option<Known<'static>> {
    let found = subject.dataset().rates().rate(first, second, time).ok()?;
    let series = found.links.first()?.series.id().to_owned();
    if found.links.iter().any(|link| link.is_nominal) {
        return None;
    }
    let (rate, tolerance) = match found.range {
        Some((low, high)) => (Rate { low: Some(low), high: Some(high) }, tolerance_of_days()),
        None => (Rate { low: Some(found.average.clone()), high: Some(found.average) }, tolerance()),
    };
    Some(Known::Quoted { series, rate, tolerance })
}

/// Whether two rates can be brought within a tolerance of each other.
fn fit(one: &Rate, other: &Rate, tolerance: &Rational) -> bool {
    let raised = |end: &Option<Rational>| end.as_ref().map(|end| end * tolerance);
    !exceeds(one.low.as_ref(), raised(&other.high).as_ref())
        && !exceeds(other.low.as_ref(), raised(&one.high).as_ref())
}

fn finding(own: &Implied, known: &Known<'_>, subject: &Subject<'_>) -> Finding {
    let (first, second) = own.currencies;
    let others = known.rate();
    // People say how many of the lesser currency the greater one is worth.
    let is_small = [&others.high, &others.low].into_iter().flatten().all(|end| *end < Rational::one());
    let (base, quote) = if is_small { (second, first) } else { (first, second) };
    let told = |rate: &Rate| if is_small { inverse(rate) } else { rate.clone() };
    let id = |claim: ClaimId| subject.dataset().claim(claim).id.clone();
    let fact = Fact::EquivalentOffRate {
        claim: id(own.claim),
        base: base.code().to_owned(),
        quote: quote.code().to_owned(),
        rate: told(&own.rate),
        others: told(others),
        by: match known {
            Known::Implied(other) => RateBy::Claim(id(other.claim)),
            Known::Quoted { series, .. } => RateBy::Series(series.clone()),
        },
    };
    let place = |claim: ClaimId| subject.dataset().claim(claim).figure_place;
    let found = Finding::at(place(own.claim), fact);
    match known {
        Known::Implied(other) => found.and(place(other.claim)),
        Known::Quoted { .. } => found,
    }
}

fn inverse(rate: &Rate) -> Rate {
    let inverse = |end: &Option<Rational>| Rational::one().checked_div(end.as_ref()?);
    Rate { low: inverse(&rate.high), high: inverse(&rate.low) }
}
