//! Amounts in brackets that do not fit the exchange rate of the others.
//!
//! "NIS 552 million ($153.4 million)" says at which rate somebody converted. Where the other claims about
//! that time imply quite another rate for the same two currencies, one of the two amounts is often wrong:
//! a lost digit, a scale word too many, the wrong currency.

mod stated;

use super::Subject;
use crate::claim::{Claim, ClaimId};
use crate::currency::Currency;
use crate::figure::{Equivalent, Figure};
use crate::finding::{Fact, Finding, Rate};
use crate::money::{Amount, Interval};
use crate::number::{Rational, exceeds};
use crate::period::{Date, DayRange};
use crate::problem::Place;
use crate::standing::Standing;
use stated::Stated;

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

/// How far a rate may be from another one that it fits.
fn tolerance() -> Rational {
    Rational::ratio(5, 4).unwrap_or_else(Rational::one)
}

/// A rate is off where, at each time of which it may be, there are rates to go by and it fits none of them.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut implied = Vec::new();
    for id in dataset.claim_ids() {
        // What was taken back or replaced may have been wrong in just this.
        if matches!(subject.reconciler.standing(id), Standing::Active | Standing::Echo { .. }) {
            let equivalents = dataset.claim(id).figure().map_or(&[][..], Figure::equivalents);
            implied.extend(equivalents.iter().filter_map(|equivalent| rate_of(id, equivalent, subject)));
        }
    }
    let known = Stated::new(&implied);
    let off: Vec<(&Implied, &Implied)> =
        implied.iter().filter_map(|own| Some((own, nearest_off(own, &known)?))).collect();
    let is_off = |claim: ClaimId| off.binary_search_by(|(own, _)| own.claim.cmp(&claim)).is_ok();
    let place = |claim: ClaimId| dataset.claim(claim).figure_place;
    let found = off.iter().filter(|(own, other)| {
        // Two that are off each other, with no third to say which: the one that stands later is told.
        let is_mutual =
            is_off(other.claim) && nearest_off(other, &known).is_some_and(|back| back.claim == own.claim);
        !is_mutual || place(own.claim) > place(other.claim)
    });
    found.map(|(own, other)| finding(own, other, place(own.claim), place(other.claim), subject)).collect()
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
fn nearest_off<'a>(own: &Implied, known: &Stated<'a>) -> Option<&'a Implied> {
    let mut nearest = None;
    for &time in &own.times {
        let others = known.around(own, time);
        nearest = nearest.or(others.first().copied());
        if others.is_empty() || others.iter().any(|other| fit(&own.rate, &other.rate)) {
            return None;
        }
    }
    nearest
}

/// Whether two rates can be brought within the tolerance of each other.
fn fit(one: &Rate, other: &Rate) -> bool {
    let raised = |end: &Option<Rational>| end.as_ref().map(|end| end * &tolerance());
    !exceeds(one.low.as_ref(), raised(&other.high).as_ref())
        && !exceeds(other.low.as_ref(), raised(&one.high).as_ref())
}

fn finding(
    own: &Implied,
    other: &Implied,
    place: Place,
    other_place: Place,
    subject: &Subject<'_>,
) -> Finding {
    let (first, second) = own.currencies;
    // People say how many of the lesser currency the greater one is worth.
    let is_small =
        [&other.rate.high, &other.rate.low].into_iter().flatten().all(|end| *end < Rational::one());
    let (base, quote) = if is_small { (second, first) } else { (first, second) };
    let told = |rate: &Rate| if is_small { inverse(rate) } else { rate.clone() };
    let id = |claim: ClaimId| subject.dataset().claim(claim).id.clone();
    let fact = Fact::EquivalentOffRate {
        claim: id(own.claim),
        base: base.code().to_owned(),
        quote: quote.code().to_owned(),
        rate: told(&own.rate),
        other: id(other.claim),
        others: told(&other.rate),
    };
    Finding::at(place, fact).and(other_place)
}

fn inverse(rate: &Rate) -> Rate {
    let inverse = |end: &Option<Rational>| Rational::one().checked_div(end.as_ref()?);
    Rate { low: inverse(&rate.high), high: inverse(&rate.low) }
}
