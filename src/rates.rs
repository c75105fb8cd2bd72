//! Exchange rates and price indices: what one unit of a currency was worth in another over a stretch
//! of time, and how prices stood.
//!
//! A currency has a *series* that prices it: the dataset's own tables first, then the series that the
//! dataset prefers for it, then the daily euro reference rates, then the annual official rates of the
//! World Bank, the first of them that covers the whole time that is asked for; one that was replaced
//! at a rate fixed by law is otherwise priced as what replaced it. A table of the dataset about exactly
//! the two currencies at hand goes before all. From one currency to another the way leads by what both
//! are priced in: the euro, the dollar.
//!
//! Everything is exact. An average over a time is the mean of its quoted days, of annual series that of
//! the years weighted by their days; the average of a cross rate is the ratio of the two averages. So the
//! average from one currency to another and back is one, and going by a third one changes nothing. The
//! lowest and highest are those of single days, also of cross rates, and the average lies between them;
//! of a way over several series they are the products of what each says.
//!
//! Daily rates cover a time if every day in it on which any rate was quoted has this one, and no more than
//! seven days at its start and at its end are without. A time without any such day takes the last rate
//! before it, if that is not older than seven days. Annual rates cover a time if each of its years has one.

mod annual;
mod euro_reference;
mod fixed;
pub mod listing;
pub mod nominal;
mod own;
mod packed;
mod prices;
mod route;
mod world_bank;

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

    /// The embedded series that have rates of a currency, in the order of preference.
    #[must_use]
    pub fn pricing(currency: Currency) -> Vec<Self> {
        let code = currency.code();
        // The euro and the dollar are what the others are priced in.
        let of_euro = code == "EUR" || euro_reference::codes().any(|each| each == code);
        let of_dollar = code == "USD" || world_bank::codes().any(|each| each == code);
        let of_euro = of_euro.then_some(Self::EuroReference);
        of_euro.into_iter().chain(of_dollar.then_some(Self::WorldBank)).collect()
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
    own: Vec<own::Table>,
    /// The tables that price a currency, and those about a pair of them, the lower code first.
    of_currency: BTreeMap<Currency, Vec<usize>>,
    of_pair: BTreeMap<(Currency, Currency), Vec<usize>>,
    indices: Vec<prices::Index>,
    preferred: BTreeMap<Currency, Series>,
}

impl Rates {
    /// A dataset's own tables, and the embedded series that it prefers for a currency. Of lines of one table about
    /// one pair and one time the first counts.
    #[must_use]
    pub fn new(own: Vec<OwnRate>, indices: Vec<OwnIndex>, preferred: BTreeMap<Currency, Series>) -> Self {
        let own = own::tables(own);
        let (mut of_currency, mut of_pair) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (place, table) in own.iter().enumerate() {
            of_currency.entry(table.prices()).or_default().push(place);
            let (one, other) = (table.base, table.quote);
            of_pair.entry((one.min(other), one.max(other))).or_default().push(place);
        }
        Self { own, of_currency, of_pair, indices: prices::indices(indices), preferred }
    }

    /// The embedded series alone, and for a currency this one before the others.
    #[must_use]
    pub(crate) fn by_embedded(&self, currency: Currency, series: &Series) -> Self {
        let preferred = self.preferred.clone().into_iter().chain([(currency, series.clone())]).collect();
        Self { indices: self.indices.clone(), ..Self::new(Vec::new(), Vec::new(), preferred) }
    }

    /// What one unit of a currency was worth in another over a time that has a start and an end.
    pub fn rate(&self, from: Currency, to: Currency, time: DayRange) -> Result<Rate, Missing> {
        self.route(from, to, time)
    }

    /// How prices stood over a time that has a start and an end, against a year.
    ///
    /// The dataset's own indices go first, then the consumer prices of the United States for the dollar, unless the
    /// dataset prefers its deflator, then the deflators. The first that has the base year and every year of the time.
    pub fn prices(&self, currency: Currency, base: i32, time: DayRange) -> Result<PriceChange, Missing> {
        let own = self.indices.iter().filter(|index| index.currency == currency);
        let own = own.map(|index| (&index.series, &index.years));
        let order = [Series::ConsumerPrices, Series::Deflators];
        let embedded = self.by_preference(currency, &order);
        let embedded =
            embedded.filter_map(|series| Some((series, prices::embedded(series, currency.code())?)));
        let all = own.chain(embedded);
        all.clone().find_map(|index| prices::change(index, currency, base, time)).ok_or_else(|| {
            let runs = |(series, years): (&Series, &annual::Annual)| {
                let series = series.clone();
                years.runs().into_iter().map(move |(first, last)| (series.clone(), Some(first), Some(last)))
            };
            Missing { currency, time, covered: all.flat_map(runs).collect(), is_of_prices: true }
        })
    }

    /// Embedded series in their own order, but the one that is preferred for a currency first.
    fn by_preference<'a>(
        &'a self,
        currency: Currency,
        series: &'a [Series],
    ) -> impl Iterator<Item = &'a Series> + Clone {
        let preferred = self.preferred.get(&currency).filter(|preferred| series.contains(preferred));
        preferred.into_iter().chain(series.iter().filter(move |series| Some(*series) != preferred))
    }
}

impl serde::Serialize for Series {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests;
