//! The facts of conversions: what a claim comes to in the unit in which the report compares.

use serde::Serialize;

use super::build::Builder;
use crate::claim::{ClaimId, Unit};
use crate::conversion::{Conversion, ConversionStep, Factor};
use crate::number::Rational;
use crate::period::{DayRange, Per};
use crate::rates::{Link, Missing, PriceChange, Rate, Step};
use crate::reading::Exchange;

/// What a claim in another unit comes to over the time that its words speak of.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum ConvertedFacts {
    /// Its amounts are converted.
    Converted(Box<ConversionFacts>),
    /// No rates cover the time.
    NotConvertible(MissingFacts),
}

/// A conversion with what comes of it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ConversionFacts {
    /// The unit that it comes to be in.
    #[serde(flatten)]
    pub unit: Unit,
    /// The time of the flow.
    pub time: DayRange,
    /// The least, a year for rates and in total otherwise: at the average, or with `exchange = "range"` at the
    /// lowest rate.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
    /// `year` for rates.
    pub per: Option<Per>,
    /// What amounts are multiplied by on average.
    pub average: Rational,
    /// The least that they are multiplied by, however it was spread; nothing where averages are all that is known.
    pub lowest: Option<Rational>,
    /// The most.
    pub highest: Option<Rational>,
    /// What is applied, in this order.
    pub steps: Vec<StepFacts>,
}

/// A step of a conversion.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum StepFacts {
    /// An exchange rate: one `base` is worth so many `quote`.
    Rate {
        /// The currency that is priced.
        base: String,
        /// What it is priced in.
        quote: String,
        /// The series that says so.
        series: String,
        /// The time.
        time: DayRange,
        /// The average over the time.
        average: Rational,
        /// The lowest of its days; nothing where averages are all that is known.
        lowest: Option<Rational>,
        /// The highest.
        highest: Option<Rational>,
        /// How many values were quoted,
        quoted: usize,
        /// and how long each of them stands for.
        each: Step,
        /// Amounts are divided by it rather than multiplied.
        divides: bool,
        /// It is known to have been official only.
        official_only: bool,
    },
    /// A price index.
    Prices {
        /// Whose prices.
        currency: String,
        /// The series.
        series: String,
        /// The base year.
        base: i32,
        /// Its index.
        base_index: Rational,
        /// The time.
        time: DayRange,
        /// The index over the time.
        index: Rational,
        /// How many years were quoted.
        quoted: usize,
        /// From the prices of the base year to those of the time, rather than back.
        from_base: bool,
    },
}

/// Rates or indices that are missing.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MissingFacts {
    /// The currency that no series covers over all of the time.
    pub currency: String,
    /// The time.
    pub time: DayRange,
    /// It is price indices that are missing, not exchange rates.
    pub of_prices: bool,
    /// What the series that have the currency cover.
    pub covered: Vec<CoveredFacts>,
}

/// What a series covers.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CoveredFacts {
    /// The series.
    pub series: String,
    /// Its first day.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
}

/// What the amount behind a bound was before it was converted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct BeforeConversion {
    /// The unit that it was in.
    #[serde(flatten)]
    pub unit: Unit,
    /// The bound in that unit.
    pub amount: Rational,
    /// What it was multiplied by.
    pub times: Rational,
}

impl BeforeConversion {
    /// A bound as it was before its constraint was converted; `is_low` tells which end it is.
    pub(super) fn of(bound: &Rational, factor: Option<&Factor>, is_low: bool) -> Option<Self> {
        let factor = factor?;
        let times = if is_low { &factor.low } else { &factor.high };
        Some(Self { unit: factor.conversion.from, amount: bound.checked_div(times)?, times: times.clone() })
    }
}

impl Builder<'_> {
    /// What a claim's amounts come to; nothing for what is counted in the base unit already, and for a comparison.
    pub(super) fn converted(
        &self,
        id: ClaimId,
        (low, high): (Option<&Rational>, Option<&Rational>),
        per: Option<Per>,
    ) -> Option<ConvertedFacts> {
        let placed = self.reconciler.placed(id).filter(|placed| placed.relative.is_none())?;
        let converter = self.reconciler.converter;
        if placed.unit == converter.base() {
            return None;
        }
        let conversion = match converter.conversion(placed.unit, placed.time_of_money()?, placed.exchange) {
            Ok(conversion) => conversion,
            Err(missing) => return Some(ConvertedFacts::NotConvertible(MissingFacts::new(&missing))),
        };
        let widest = conversion.range.clone().filter(|_| self.reconciler.reading.exchange == Exchange::Range);
        let average = || (conversion.average.clone(), conversion.average.clone());
        let (least, most) = widest.unwrap_or_else(average);
        Some(ConvertedFacts::Converted(Box::new(ConversionFacts {
            unit: conversion.to,
            time: conversion.time,
            low: low.map(|low| low * &least),
            high: high.map(|high| high * &most),
            per,
            average: conversion.average.clone(),
            lowest: conversion.range.as_ref().map(|(lowest, _)| lowest.clone()),
            highest: conversion.range.as_ref().map(|(_, highest)| highest.clone()),
            steps: steps(&conversion),
        })))
    }
}

/// The steps of a conversion, a rate by each of its links.
fn steps(conversion: &Conversion) -> Vec<StepFacts> {
    let mut found = Vec::new();
    for step in &conversion.steps {
        match step {
            ConversionStep::Exchange(rate) => found.extend(rate.links.iter().map(|link| of_link(rate, link))),
            ConversionStep::FromConstantPrices(change) => found.push(of_prices(change, true)),
            ConversionStep::ToConstantPrices(change) => found.push(of_prices(change, false)),
        }
    }
    found
}

fn of_link(rate: &Rate, link: &Link) -> StepFacts {
    StepFacts::Rate {
        base: link.base.code().to_owned(),
        quote: link.quote.code().to_owned(),
        series: link.series.id().to_owned(),
        time: rate.time,
        average: link.average.clone(),
        lowest: link.range.as_ref().map(|(lowest, _)| lowest.clone()),
        highest: link.range.as_ref().map(|(_, highest)| highest.clone()),
        quoted: link.quoted,
        each: link.step,
        divides: link.divides,
        official_only: link.is_nominal,
    }
}

fn of_prices(change: &PriceChange, from_base: bool) -> StepFacts {
    StepFacts::Prices {
        currency: change.currency.code().to_owned(),
        series: change.series.id().to_owned(),
        base: change.base,
        base_index: change.base_index.clone(),
        time: change.time,
        index: change.average.clone(),
        quoted: change.quoted,
        from_base,
    }
}

impl MissingFacts {
    pub(super) fn new(missing: &Missing) -> Self {
        let day = |day: &Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let covered = missing.covered.iter().map(|(series, from, to)| CoveredFacts {
            series: series.id().to_owned(),
            from: day(from),
            to: day(to),
        });
        Self {
            currency: missing.currency.code().to_owned(),
            time: missing.time,
            of_prices: missing.is_of_prices,
            covered: covered.collect(),
        }
    }
}
