//! Figures that are off the others by a power of ten, or by the factor of a rate.

use std::collections::BTreeMap;

use super::Subject;
use crate::claim::{ClaimId, Unit};
use crate::constraint::Shape;
use crate::finding::{Fact, Finding};
use crate::number::Rational;
use crate::period::DayRange;
use crate::scope::{Node, Stage};

/// The powers of ten that are tried, from ten up.
const LARGEST_POWER: i32 = 12;

/// How often a rate by the month, the week or the day is that by the year.
const RATES: [i64; 3] = [12, 52, 365];

/// How many other claims are looked at for one: in a crowd of thousands the first few say enough.
const MOST_OTHERS: usize = 32;

/// How many other claims are shown.
const MOST_SHOWN: usize = 3;

/// Claims of one flow, all totals over the same stated period or all rates of the same time, and each of one
/// number with two ends. One of them is suspicious if so many times its number is that of another, if at least
/// two others are within a factor of two of that and of each other, and if fewer agree with it as it stands.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut alike: BTreeMap<Topic, Vec<Number>> = BTreeMap::new();
    for id in dataset.claim_ids() {
        if let Some((topic, number)) = number(id, subject) {
            alike.entry(topic).or_default().push(number);
        }
    }
    let factors = factors();
    let mut found = Vec::new();
    for mut numbers in alike.into_values().filter(|numbers| numbers.len() > 2) {
        numbers.sort_by(|one, other| (&one.point, one.claim).cmp(&(&other.point, other.claim)));
        for number in &numbers {
            let suspicion = suspicion(number, &numbers, &factors);
            found.extend(suspicion.map(|suspicion| finding(number.claim, &suspicion, subject)));
        }
    }
    found
}

/// What a claim is about; the period of a total, nothing for rates.
type Topic = (Node, Node, Node, Stage, Unit, Option<DayRange>);

/// The one number of a claim, by the year if it is a rate.
struct Number {
    claim: ClaimId,
    point: Rational,
    /// As it was written, and no more than a fortieth of it either way: what is off by a factor is off by
    /// just that.
    low: Rational,
    high: Rational,
    /// The time in which a rate can be held against others.
    reach: DayRange,
}

fn number(id: ClaimId, subject: &Subject<'_>) -> Option<(Topic, Number)> {
    let placed = subject.reconciler.placed(id).filter(|_| subject.speaks(id))?;
    let period = match (&placed.shape, placed.per) {
        (Shape::Total { period } | Shape::Stock { day: period }, None) => Some(*period),
        (Shape::Average { .. } | Shape::Carried { .. }, Some(_)) => None,
        _ => return None,
    };
    let point = subject.dataset().claim(id).figure()?.point().filter(|point| !point.is_zero())?;
    let by_year = placed.per.and_then(crate::constraint::nominal_year).unwrap_or_else(Rational::one);
    let point = &point * &by_year;
    let (low, high) = placed.nominal_year();
    let little = &point * &Rational::ratio(1, 40)?;
    let topic = (placed.payer, placed.payee, placed.category, placed.stage, placed.unit, period);
    let number = Number {
        claim: id,
        low: low?.max(&point - &little),
        high: high?.min(&point + &little),
        reach: placed.reach()?,
        point,
    };
    Some((topic, number))
}

/// What a number is tried times: each factor and its reciprocal.
fn factors() -> Vec<Rational> {
    let powers = (1..=LARGEST_POWER).map(Rational::power_of_ten);
    let up = powers.chain(RATES.map(Rational::from));
    up.flat_map(|factor| [Rational::one().checked_div(&factor), Some(factor)]).flatten().collect()
}

/// By which factor a number is off others, those that it would be the same as, and those that are near them.
struct Suspicion<'a> {
    factor: &'a Rational,
    matched: Vec<&'a Number>,
    near: Vec<&'a Number>,
}

/// The first factor that makes a number suspicious.
fn suspicion<'a>(number: &Number, sorted: &'a [Number], factors: &'a [Rational]) -> Option<Suspicion<'a>> {
    let between = |low: &Rational, high: &Rational| {
        let start = sorted.partition_point(|other| other.point < *low);
        let end = sorted.partition_point(|other| other.point <= *high);
        let others = sorted.get(start..end).unwrap_or(&[]).iter();
        others.filter(|other| other.claim != number.claim && other.reach.overlaps(&number.reach))
    };
    let (half, twice) = (Rational::ratio(1, 2)?, Rational::from(2));
    let (least, most) = (&sorted.first()?.low, &sorted.last()?.high);
    let mut agreeing = None;
    for factor in factors {
        let (low, high) = (&number.low * factor, &number.high * factor);
        // Mostly no other claim is anywhere near.
        if high < *least || low > *most {
            continue;
        }
        // All of these are within a factor of two of each other.
        let around = [(3, 4), (3, 2)].map(|(part, of)| Rational::ratio(part, of));
        let [Some(below), Some(above)] = around.map(|part| Some(&(&number.point * factor) * &part?)) else {
            return None;
        };
        let others: Vec<&Number> = between(&below, &above).take(MOST_OTHERS).collect();
        let is_there = |other: &Number| other.low <= high && low <= other.high;
        if others.len() < 2 || !others.iter().any(|other| is_there(other)) {
            continue;
        }
        let own = *agreeing.get_or_insert_with(|| {
            between(&(&number.point * &half), &(&number.point * &twice)).take(MOST_OTHERS).count() + 1
        });
        if others.len() > own {
            let (matched, near) = others.into_iter().partition(|other| is_there(other));
            return Some(Suspicion { factor, matched, near });
        }
    }
    None
}

fn finding(claim: ClaimId, suspicion: &Suspicion<'_>, subject: &Subject<'_>) -> Finding {
    let dataset = subject.dataset();
    let sorted = |numbers: &[&Number]| {
        let mut claims: Vec<ClaimId> = numbers.iter().map(|number| number.claim).collect();
        claims.sort_unstable();
        claims
    };
    let (matched, near) = (sorted(&suspicion.matched), sorted(&suspicion.near));
    // So many times its figure is what the others say: it is as many times too small, or too large.
    let is_too_small = *suspicion.factor > Rational::one();
    let reciprocal = || Rational::one().checked_div(suspicion.factor);
    let factor = if is_too_small { None } else { reciprocal() };
    let ids = |claims: &[ClaimId]| claims.iter().map(|&claim| dataset.claim(claim).id.clone()).collect();
    let own = dataset.claim(claim);
    let fact = Fact::SuspiciousMagnitude {
        claim: own.id.clone(),
        factor: factor.unwrap_or_else(|| suspicion.factor.clone()),
        is_too_small,
        others: ids(&matched),
        near: ids(&near),
    };
    let shown = matched.iter().chain(&near).take(MOST_SHOWN);
    let shown = shown.map(|&other| dataset.claim(other).figure_place);
    shown.fold(Finding::at(own.figure_place, fact), Finding::and)
}
