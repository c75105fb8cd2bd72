//! Amounts of one unit in another: from one currency to another, and from the prices of one year to
//! those of another time.
//!
//! An amount is converted at the time of its flow, whenever it was stated. Money that flowed over some
//! time was worth no less than at the lowest rate of that time and no more than at the highest, which
//! needs no assumption; that the average holds for it is one ([`Assumption::AverageRate`]), and nearly so
//! if it flowed evenly. So a constraint becomes two: one that holds by the words, and a narrower one on that
//! assumption, which a reading leaves out with `exchange = "range"`. Where a series knows averages only, the
//! second is all there is. That a rate which was official only, or an index of prices, is the right one is
//! an assumption too.
//!
//! What is stated in one unit is never converted to be held against another claim in the same unit.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::claim::{ClaimId, Dataset, Unit};
use crate::constraint::{Assumption, Constraint, Placed};
use crate::number::Rational;
use crate::period::DayRange;
use crate::rates::{Missing, PriceChange, Rate, Rates, Series};
use crate::reading::{Exchange, Reading};

/// How amounts of one unit become amounts of another over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The unit that they are in.
    pub from: Unit,
    /// The unit that they come to be in.
    pub to: Unit,
    /// The time of the flow.
    pub time: DayRange,
    /// What is applied, in this order; at least one.
    pub steps: Vec<ConversionStep>,
    /// What amounts are multiplied by on average.
    pub average: Rational,
    /// The least and the most that they are multiplied by, however the flow was spread; nothing where a series
    /// knows averages only.
    pub range: Option<(Rational, Rational)>,
}

/// A step of a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConversionStep {
    /// From one currency to another.
    Exchange(Rate),
    /// From the prices of a base year to those of the time: times the index of the time, by that of the year.
    FromConstantPrices(PriceChange),
    /// From the prices of the time to those of a base year: times the index of the year, by that of the time.
    ToConstantPrices(PriceChange),
}

impl ConversionStep {
    /// What it multiplies by on average.
    #[must_use]
    pub fn average(&self) -> Rational {
        match self {
            Self::Exchange(rate) => rate.average.clone(),
            Self::FromConstantPrices(change) => quotient(&change.average, &change.base_index),
            Self::ToConstantPrices(change) => quotient(&change.base_index, &change.average),
        }
    }

    /// The least and the most that it multiplies by.
    #[must_use]
    pub fn range(&self) -> Option<(Rational, Rational)> {
        match self {
            Self::Exchange(rate) => rate.range.clone(),
            Self::FromConstantPrices(change) => {
                let (low, high) = &change.range;
                Some((quotient(low, &change.base_index), quotient(high, &change.base_index)))
            }
            Self::ToConstantPrices(change) => {
                let (low, high) = &change.range;
                Some((quotient(&change.base_index, high), quotient(&change.base_index, low)))
            }
        }
    }
}

/// Rates and indices are above zero.
fn quotient(dividend: &Rational, divisor: &Rational) -> Rational {
    dividend.checked_div(divisor).unwrap_or_else(Rational::one)
}

impl Conversion {
    fn of(from: Unit, to: Unit, time: DayRange, steps: Vec<ConversionStep>) -> Self {
        let average = steps.iter().fold(Rational::one(), |all, step| &all * &step.average());
        let range = steps.iter().try_fold((Rational::one(), Rational::one()), |(low, high), step| {
            let (least, most) = step.range()?;
            Some((&low * &least, &high * &most))
        });
        Self { from, to, time, steps, average, range }
    }

    /// Whether what amounts are multiplied by depends on how the flow was spread, as far as is known.
    #[must_use]
    pub fn varies(&self) -> bool {
        self.range.as_ref().is_none_or(|(low, high)| low != high)
    }

    /// What a claim's conversion at the average takes for granted.
    pub(crate) fn averaged_for(&self, claim: ClaimId) -> impl Iterator<Item = Assumption> {
        let varying = self.steps.iter().filter(|step| step.range().is_none_or(|(low, high)| low != high));
        varying.map(move |step| match step {
            ConversionStep::Exchange(_) => Assumption::AverageRate { claim },
            ConversionStep::FromConstantPrices(_) | ConversionStep::ToConstantPrices(_) => {
                Assumption::AveragePrices { claim }
            }
        })
    }

    /// What a claim's conversion takes for granted, however its flow was spread: rates that were only official, and
    /// that prices rose as an index says.
    pub(crate) fn taken_for(&self, claim: ClaimId) -> impl Iterator<Item = Assumption> {
        self.steps.iter().flat_map(move |step| match step {
            ConversionStep::Exchange(rate) => {
                let official = rate.links.iter().filter(|link| link.is_nominal);
                official.map(|link| Assumption::OfficialRate { claim, currency: link.quote }).collect()
            }
            ConversionStep::FromConstantPrices(change) | ConversionStep::ToConstantPrices(change) => {
                vec![Assumption::PriceIndex { claim, series: change.series.clone() }]
            }
        })
    }
}

/// What a constraint's amounts were multiplied by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What the low end was multiplied by.
    pub low: Rational,
    /// What the high end was multiplied by.
    pub high: Rational,
    /// Where both come from.
    pub conversion: Arc<Conversion>,
}

impl serde::Serialize for Factor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut fields = serializer.serialize_struct("Factor", 4)?;
        fields.serialize_field("currency", &self.conversion.to.currency)?;
        fields.serialize_field("prices", &self.conversion.to.prices)?;
        fields.serialize_field("low-times", &self.low)?;
        fields.serialize_field("high-times", &self.high)?;
        fields.end()
    }
}

type Asked = (Unit, DayRange, Option<DayRange>);
type Answer = Result<Arc<Conversion>, Arc<Missing>>;

/// Brings amounts into the one unit in which different ones are compared.
#[derive(Debug)]
pub struct Converter {
    rates: Arc<Rates>,
    base: Unit,
    exchange: Exchange,
    known: Mutex<BTreeMap<Asked, Answer>>,
}

impl Converter {
    /// Converts into the dataset's currency by its rates, in the prices of the time or of the year given.
    #[must_use]
    pub fn new(dataset: &Dataset, reading: &Reading, prices: Option<i32>) -> Self {
        Self {
            rates: Arc::clone(&dataset.rates),
            base: Unit { currency: dataset.currency, prices },
            exchange: reading.exchange,
            known: Mutex::new(BTreeMap::new()),
        }
    }

    /// The unit that amounts are converted into.
    #[must_use]
    pub fn base(&self) -> Unit {
        self.base
    }

    /// How amounts of a unit that flowed over a time are converted, at the rates of `at` if that is given.
    pub fn conversion(&self, from: Unit, time: DayRange, at: Option<DayRange>) -> Answer {
        // A thread that panicked while it held the lock leaves nothing half done.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = (from, time, at);
        if let Some(answer) = known().get(&asked) {
            return answer.clone();
        }
        let answer = self.worked_out(from, time, at).map(Arc::new).map_err(Arc::new);
        known().insert(asked, answer.clone());
        answer
    }

    /// How amounts of a unit that flowed over a time would be converted by another of the embedded series; nothing
    /// where that does not price the currency then.
    pub(crate) fn by_series(&self, from: Unit, time: DayRange, series: &Series) -> Option<Conversion> {
        let rates = Arc::new(self.rates.by_embedded(from.currency, series));
        let conversion =
            Self { rates, known: Mutex::default(), ..*self }.worked_out(from, time, None).ok()?;
        let is_by_it = conversion.steps.iter().any(|step| match step {
            ConversionStep::Exchange(rate) => rate.links.iter().any(|link| link.series == *series),
            ConversionStep::FromConstantPrices(_) | ConversionStep::ToConstantPrices(_) => false,
        });
        is_by_it.then_some(conversion)
    }

    fn worked_out(&self, from: Unit, time: DayRange, at: Option<DayRange>) -> Result<Conversion, Missing> {
        let to = self.base;
        let mut steps = Vec::new();
        match (from.prices, to.prices) {
            (Some(base), Some(year)) if from.currency == to.currency => {
                let change = self.rates.prices(from.currency, base, DayRange::year(year))?;
                steps.push(ConversionStep::FromConstantPrices(change));
            }
            (own, other) => {
                if let Some(base) = own {
                    let change = self.rates.prices(from.currency, base, time)?;
                    steps.push(ConversionStep::FromConstantPrices(change));
                }
                if from.currency != to.currency {
                    let rate = self.rates.rate(from.currency, to.currency, at.unwrap_or(time))?;
                    // The editor's choice: whatever else was quoted then, it does not matter.
                    let chosen = |_| (rate.average.clone(), rate.average.clone());
                    let range =
                        if at.is_some() { rate.range.clone().map(chosen) } else { rate.range.clone() };
                    let rate = Rate { range, ..rate };
                    steps.push(ConversionStep::Exchange(rate));
                }
                if let Some(year) = other {
                    let change = self.rates.prices(to.currency, year, time)?;
                    steps.push(ConversionStep::ToConstantPrices(change));
                }
            }
        }
        Ok(Conversion::of(from, to, time, steps))
    }

    /// A claim's constraint in the base unit: what holds of it however the flow was spread, then what holds at the
    /// average; nothing where the rates do not cover its time.
    #[must_use]
    pub(crate) fn in_base(&self, placed: &Placed, constraint: &Constraint) -> Vec<Constraint> {
        if placed.unit == self.base {
            return vec![constraint.clone()];
        }
        let Ok(conversion) = self.conversion(placed.unit, constraint.time, placed.exchange) else {
            return Vec::new();
        };
        let claim = placed.claim;
        let taken: Vec<Assumption> = conversion.taken_for(claim).collect();
        let converted = |low: &Rational, high: &Rational, is_average: bool| {
            let mut assumptions = constraint.assumptions.clone();
            assumptions.extend(taken.iter().cloned());
            assumptions.extend(conversion.averaged_for(claim).filter(|_| is_average));
            assumptions.sort();
            assumptions.dedup();
            Constraint {
                time: constraint.time,
                low: constraint.low.as_ref().map(|end| end * low),
                high: constraint.high.as_ref().map(|end| end * high),
                assumptions,
                converted: Some(Factor {
                    low: low.clone(),
                    high: high.clone(),
                    conversion: Arc::clone(&conversion),
                }),
            }
        };
        let (average, range) = (&conversion.average, conversion.range.as_ref());
        let mut found: Vec<Constraint> =
            range.map(|(low, high)| converted(low, high, false)).into_iter().collect();
        if conversion.varies() && (range.is_none() || self.goes_by_averages()) {
            found.push(converted(average, average, true));
        }
        found
    }

    /// Whether amounts are also converted at averages where the lowest and highest rates are known.
    #[must_use]
    pub(crate) fn goes_by_averages(&self) -> bool {
        self.exchange == Exchange::Average
    }

    /// Whether a claim's amounts can be held against those of other units at some time.
    #[must_use]
    pub(crate) fn converts(&self, placed: &Placed) -> bool {
        self.missing_of(placed).is_none()
    }

    /// What keeps a claim's amounts from being converted over the time that it speaks of.
    #[must_use]
    pub fn missing_of(&self, placed: &Placed) -> Option<Arc<Missing>> {
        if placed.unit == self.base {
            return None;
        }
        self.conversion(placed.unit, placed.time_of_money()?, placed.exchange).err()
    }
}
