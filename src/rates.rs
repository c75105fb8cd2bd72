//! Exchange rates and price indices: what one unit of a currency was worth in another over a stretch
//! of time, and how prices stood.
//!
//! A currency has a *series* that prices it: the dataset's own tables first, then the daily euro
//! reference rates, then the annual official rates of the World Bank, as far as each covers the
//! whole time that is asked for. Everything is exact. An average over a time is the mean of its
//! quoted days, of annual series that of the years weighted by their days; the average of a cross
//! rate is the ratio of the two averages. So the average from one currency to another and back is
//! one, and going by a third one changes nothing. The lowest and highest are those of single days,
//! and the average lies between them.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::currency::Currency;
use crate::number::Rational;
use crate::period::DayRange;

/// What prices a currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// A table of the dataset's own, by the path of its file in the dataset.
    Own(String),
    /// The daily euro foreign exchange reference rates of the European Central Bank, from 1999.
    EuroReference,
    /// The annual official exchange rates of the World Bank, to 2020.
    WorldBank,
    /// A rate fixed by law: of a currency to the one that replaced it.
    Fixed,
    /// The annual US consumer price index, from 1913.
    ConsumerPrices,
    /// The annual GDP deflators of the World Bank, to 2020.
    Deflators,
}

impl Series {
    /// The id by which datasets and outputs name an embedded series: `ecb`, `world-bank`, `fixed`, `us-cpi`,
    /// `gdp-deflator`; of an own table its path.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Own(path) => path,
            Self::EuroReference => "ecb",
            Self::WorldBank => "world-bank",
            Self::Fixed => "fixed",
            Self::ConsumerPrices => "us-cpi",
            Self::Deflators => "gdp-deflator",
        }
    }
}

impl Series {
    /// The embedded series that have rates of a currency, in the order of preference.
    #[must_use]
    pub fn pricing(currency: Currency) -> Vec<Self> {
        let _ = currency;
        vec![Self::EuroReference, Self::WorldBank]
    }
}

/// How long each quoted value of a series stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// One day.
    Day,
    /// The average of a month.
    Month,
    /// The average of a year.
    Year,
    /// All time: it never changes.
    Always,
}

/// What one unit of a currency was worth in another over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// What is converted.
    pub from: Currency,
    /// What it is converted into.
    pub to: Currency,
    /// The time.
    pub time: DayRange,
    /// The average over the time, in units of `to` for one of `from`.
    pub average: Rational,
    /// The lowest and the highest of the time, likewise; nothing where only averages of months or years are known.
    pub range: Option<(Rational, Rational)>,
    /// What it is made of, in the order in which it is applied; none from a currency to itself.
    pub links: Vec<Link>,
}

/// What one series says about a pair of currencies over the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// One of this currency
    pub base: Currency,
    /// is worth so much of this one.
    pub quote: Currency,
    /// Who says so.
    pub series: Series,
    /// The average over the time, in units of `quote` for one of `base`.
    pub average: Rational,
    /// The lowest and the highest; nothing where only averages of months or years are known.
    pub range: Option<(Rational, Rational)>,
    /// How many days, months or years were quoted.
    pub quoted: usize,
    /// Which of these.
    pub step: Step,
    /// The conversion goes from `quote` to `base`: it divides by the rate.
    pub divides: bool,
    /// The rate is known to have been official only: little was exchanged at it.
    pub is_nominal: bool,
}

/// How prices stood over a stretch of time, against a base year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceChange {
    /// The currency whose prices they are.
    pub currency: Currency,
    /// The series.
    pub series: Series,
    /// The base year.
    pub base: i32,
    /// The index of the base year.
    pub base_index: Rational,
    /// The time.
    pub time: DayRange,
    /// The index over the time: that of its years weighted by their days.
    pub average: Rational,
    /// The lowest and the highest of its years.
    pub range: (Rational, Rational),
    /// How many years.
    pub quoted: usize,
}

/// Why there is no rate or no index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The currency that no series prices over all of the time.
    pub currency: Currency,
    /// The time.
    pub time: DayRange,
    /// The years of the series that come nearest: what each covers, in the order of preference.
    pub covered: Vec<(Series, Option<NaiveDate>, Option<NaiveDate>)>,
    /// It is price indices that are missing.
    pub is_of_prices: bool,
}

/// A line of a dataset's own table: over `time`, one `base` was worth `value` of `quote`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRate {
    /// The table's path in the dataset.
    pub table: String,
    /// What is priced.
    pub base: Currency,
    /// What it is priced in.
    pub quote: Currency,
    /// A day, a month or a year.
    pub time: DayRange,
    /// Which of these.
    pub step: Step,
    /// The average over that time; above zero.
    pub value: Rational,
    /// The lowest and highest of that time, where the table gives them.
    pub range: Option<(Rational, Rational)>,
}

/// A line of a dataset's own price index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnIndex {
    /// The table's path in the dataset.
    pub table: String,
    /// Whose prices.
    pub currency: Currency,
    /// The year.
    pub year: i32,
    /// The index; above zero.
    pub value: Rational,
}

/// What a dataset converts with.
#[derive(Debug, Clone, Default)]
pub struct Rates {
    own: Vec<OwnRate>,
    indices: Vec<OwnIndex>,
    preferred: BTreeMap<Currency, Series>,
}

impl Rates {
    /// A dataset's own tables, and the embedded series that it prefers for a currency.
    #[must_use]
    pub fn new(own: Vec<OwnRate>, indices: Vec<OwnIndex>, preferred: BTreeMap<Currency, Series>) -> Self {
        Self { own, indices, preferred }
    }

    /// What one unit of a currency was worth in another over a time that has a start and an end.
    pub fn rate(&self, from: Currency, to: Currency, time: DayRange) -> Result<Rate, Missing> {
        let _ = (&self.own, &self.preferred, to);
        Err(Missing { currency: from, time, covered: Vec::new(), is_of_prices: false })
    }

    /// How prices stood over a time that has a start and an end, against a year.
    pub fn prices(&self, currency: Currency, base: i32, time: DayRange) -> Result<PriceChange, Missing> {
        let _ = (&self.indices, base);
        Err(Missing { currency, time, covered: Vec::new(), is_of_prices: true })
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
