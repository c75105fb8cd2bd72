//! A value a year: official rates and price indices.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};

use super::packed::{Packed, decimal};
use crate::number::Rational;
use crate::period::DayRange;

/// A value for each of some years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Annual(pub(super) BTreeMap<i32, Rational>);

/// What a time comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Over {
    /// The values of its years, weighted by the days that each has in it.
    pub(super) average: Rational,
    /// The lowest and the highest of its years.
    pub(super) range: (Rational, Rational),
    /// How many years have a day in it.
    pub(super) years: usize,
}

impl Annual {
    /// Reads a block: a line for each run of years, the first of them and a value for each from then on.
    pub(super) fn read(block: &[u8]) -> Option<Self> {
        let mut years = BTreeMap::new();
        for line in str::from_utf8(block).ok()?.lines() {
            let (first, values) = line.split_once(' ')?;
            let first: i32 = first.parse().ok()?;
            for (year, value) in (first..).zip(values.split(' ')) {
                years.insert(year, decimal(value)?);
            }
        }
        Some(Self(years))
    }

    /// What a time comes to, if there is a value for every year that it touches.
    pub(super) fn over(&self, time: DayRange) -> Option<Over> {
        let (start, end) = time.start().zip(time.end())?;
        let years = time.touched_years()?;
        let mut known = self.0.range(years.clone()).peekable();
        let (_, first) = known.peek()?;
        let mut over =
            Over { average: Rational::zero(), range: ((*first).clone(), (*first).clone()), years: 0 };
        for year in years {
            let (_, value) = known.next().filter(|(found, _)| **found == year)?;
            let whole = DayRange::year(year);
            let from = whole.start().map_or(start, |first| first.max(start));
            let until = whole.end().map_or(end, |last| last.min(end));
            let days = Rational::from((until - from).num_days());
            over.average.add_product(value, &days);
            over.years += 1;
            if *value < over.range.0 {
                over.range.0 = value.clone();
            }
            if *value > over.range.1 {
                over.range.1 = value.clone();
            }
        }
        over.average = over.average.checked_div(&Rational::from((end - start).num_days()))?;
        Some(over)
    }

    /// The first and the last day of each run of years.
    pub(super) fn runs(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for &year in self.0.keys() {
            let whole = DayRange::year(year);
            let Some((first, last)) = whole.start().zip(whole.last_day()) else { continue };
            match runs.last_mut() {
                Some((_, end)) if end.year() + 1 == year => *end = last,
                _ => runs.push((first, last)),
            }
        }
        runs
    }
}

/// A file of such values, read as they are asked for.
pub(super) struct Annuals {
    file: Packed,
    read: BTreeMap<&'static str, OnceLock<Option<Annual>>>,
}

impl Annuals {
    /// Those of a file.
    pub(super) fn of(file: Packed) -> Self {
        Self { file, read: file.names().map(|name| (name, OnceLock::new())).collect() }
    }

    /// The values of a currency, made complete in some way as they are first read.
    pub(super) fn get(&self, code: &str, complete: impl FnOnce(&mut Annual)) -> Option<&Annual> {
        let unpack = || {
            let mut annual = Annual::read(&self.file.block(code)?)?;
            complete(&mut annual);
            Some(annual)
        };
        self.read.get(code)?.get_or_init(unpack).as_ref()
    }

    /// The currencies that there are values of.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.read.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(first: &str, last: &str) -> DayRange {
        DayRange::spanning(day(first), day(last))
    }

    fn annual() -> Annual {
        Annual::read(b"2019 2 4 8\n2023 0.5").unwrap()
    }

    #[test]
    fn years_are_weighted_by_their_days() {
        let over = annual().over(time("2019-12-31", "2020-01-03")).unwrap();
        assert_eq!(over.average, Rational::ratio(2 + 3 * 4, 4).unwrap());
        assert_eq!(over.range, (Rational::from(2), Rational::from(4)));
        assert_eq!(over.years, 2);
        assert_eq!(annual().over(DayRange::year(2021)).unwrap().average, Rational::from(8));
        // A leap year weighs one day more.
        let two = annual().over(time("2019-01-01", "2020-12-31")).unwrap();
        assert_eq!(two.average, Rational::ratio(2 * 365 + 4 * 366, 731).unwrap());
    }

    #[test]
    fn a_year_without_a_value_is_not_covered() {
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        for open in [DayRange::ALL, DayRange::up_to(day("2020-01-01")), DayRange::spanning(first, last)] {
            assert_eq!(annual().over(open), None);
        }
        assert_eq!(annual().over(time("2021-12-31", "2022-01-01")), None);
        assert_eq!(annual().over(time("2018-12-31", "2019-01-01")), None);
        assert_eq!(annual().over(time("2020-01-01", "2023-01-01")), None);
        let wide = DayRange::new(Some(day("0001-01-01")), Some(day("9999-12-31"))).unwrap();
        assert_eq!(annual().over(wide), None);
    }

    #[test]
    fn runs_of_years() {
        let runs = [(day("2019-01-01"), day("2021-12-31")), (day("2023-01-01"), day("2023-12-31"))];
        assert_eq!(annual().runs(), runs);
        assert_eq!(Annual::read(b"2019"), None);
        assert_eq!(Annual::read(b"2019 x"), None);
    }
}
