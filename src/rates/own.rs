//! A dataset's own tables of rates.
//!
//! The lines of one table about one pair of currencies are a [`Table`]. What it says of a time is, where
//! its lines of days reach over all of it, the mean of those days, as of any daily series; otherwise each
//! day takes the finest line that it has: its own, or the one before where the next is not far; that of
//! its month; that of its year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::euro_reference::LONGEST_GAP;
use super::{OwnRate, Series, Step};
use crate::currency::Currency;
use crate::number::Rational;
use crate::period::DayRange;

/// What one table says of one pair of currencies.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The table, by its path.
    pub(super) series: Series,
    /// One of this currency
    pub(super) base: Currency,
    /// is worth so much of this one.
    pub(super) quote: Currency,
    days: Vec<(NaiveDate, Line)>,
    /// The sum of the values before each day, and of all.
    sums: Vec<Rational>,
    /// Where the line of the next day is too far: the number of the line before.
    gaps: BTreeSet<usize>,
    /// Lines of months and of years, by their first days.
    months: BTreeMap<NaiveDate, (DayRange, Line)>,
    years: BTreeMap<NaiveDate, (DayRange, Line)>,
    /// How many days there can be at the most that have a line.
    reach: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    value: Rational,
    range: Option<(Rational, Rational)>,
}

/// What a table says of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its average.
    pub(super) average: Rational,
    /// Its lowest and highest.
    pub(super) range: Option<(Rational, Rational)>,
    /// How many lines that rests on.
    pub(super) quoted: usize,
    /// The longest time that any of them is about.
    pub(super) step: Step,
}

/// The tables of a dataset, in the order in which its lines first name them.
pub(super) fn tables(lines: Vec<OwnRate>) -> Vec<Table> {
    let mut places: BTreeMap<(String, Currency, Currency), usize> = BTreeMap::new();
    let mut tables: Vec<Table> = Vec::new();
    // What is not above zero prices nothing.
    for line in lines.into_iter().filter(|line| line.value > Rational::zero()) {
        let key = (line.table.clone(), line.base, line.quote);
        let place = *places.entry(key).or_insert(tables.len());
        if place == tables.len() {
            tables.push(Table {
                series: Series::Own(line.table),
                base: line.base,
                quote: line.quote,
                days: Vec::new(),
                sums: Vec::new(),
                gaps: BTreeSet::new(),
                months: BTreeMap::new(),
                years: BTreeMap::new(),
                reach: 0,
            });
        }
        let Some((table, start)) = tables.get_mut(place).zip(line.time.start()) else { continue };
        let read = Line { value: line.value, range: line.range };
        match line.step {
            Step::Day => table.days.push((start, read)),
            Step::Month => {
                table.months.entry(start).or_insert((line.time, read));
            }
            Step::Year | Step::Always => {
                table.years.entry(start).or_insert((line.time, read));
            }
        }
    }
    for table in &mut tables {
        table.finish();
    }
    tables
}

impl Table {
    /// The currency that the table prices: the one that is neither the dollar nor the euro, the euro in dollars,
    /// the base of two others.
    pub(super) fn prices(&self) -> Currency {
        let weight = |currency: Currency| match currency.code() {
            "USD" => 2,
            "EUR" => 1,
            _ => 0,
        };
        if weight(self.quote) < weight(self.base) { self.quote } else { self.base }
    }

    /// The other one.
    pub(super) fn prices_in(&self) -> Currency {
        if self.prices() == self.base { self.quote } else { self.base }
    }

    fn finish(&mut self) {
        // Of two lines about one day the first counts, as of two about one month.
        self.days.sort_by_key(|(day, _)| *day);
        self.days.dedup_by_key(|(day, _)| *day);
        let mut sum = Rational::zero();
        self.sums.push(sum.clone());
        for (_, line) in &self.days {
            sum = &sum + &line.value;
            self.sums.push(sum.clone());
        }
        let pairs = self.days.iter().zip(self.days.iter().skip(1)).enumerate();
        let far = pairs.filter(|(_, ((one, _), (next, _)))| !lasts(*one, *next));
        self.gaps = far.map(|(place, _)| place).collect();
        let longer = self.months.values().chain(self.years.values());
        let length =
            |time: &DayRange| time.start().zip(time.end()).map_or(0, |(start, end)| (end - start).num_days());
        let days = i64::try_from(self.days.len()).unwrap_or(i64::MAX);
        self.reach = days
            .saturating_mul(LONGEST_GAP + 1)
            .saturating_add(longer.map(|(time, _)| length(time)).fold(0, i64::saturating_add));
    }

    /// What the table says of a time, if it has lines for all of it.
    pub(super) fn over(&self, time: DayRange) -> Option<Said> {
        let (start, end) = time.start().zip(time.end())?;
        // This also keeps the walk over the days no longer than the table.
        if (end - start).num_days() > self.reach {
            return None;
        }
        self.by_days(start, end).or_else(|| self.by_finest(start, end))
    }

    fn by_days(&self, start: NaiveDate, end: NaiveDate) -> Option<Said> {
        let from = self.days.partition_point(|(day, _)| *day < start);
        let until = self.days.partition_point(|(day, _)| *day < end);
        let from = if from == until { from.checked_sub(1)? } else { from };
        let lines = self.days.get(from..until)?;
        let ((first, _), (last, _)) = lines.first().zip(lines.last())?;
        let reaches = lasts(start, *first) && lasts(*last, end.pred_opt()?);
        if !reaches || self.gaps.range(from..until.checked_sub(1)?).next().is_some() {
            return None;
        }
        let sum = self.sums.get(until)? - self.sums.get(from)?;
        // Where it starts on a day without a line, the one before stood then.
        let before = from.checked_sub(1).and_then(|before| self.days.get(before));
        let stood = before.filter(|(day, _)| *first > start && lasts(*day, start));
        let ends = stood.into_iter().chain(lines).map(|(_, line)| line.ends());
        Some(Said {
            average: sum.checked_div(&Rational::from(i64::try_from(lines.len()).ok()?))?,
            range: ends.reduce(wider),
            quoted: lines.len(),
            step: Step::Day,
        })
    }

    fn by_finest(&self, start: NaiveDate, end: NaiveDate) -> Option<Said> {
        let mut sum = Rational::zero();
        let mut range: Option<Option<(Rational, Rational)>> = None;
        let mut used = BTreeSet::new();
        let mut day = start;
        while day < end {
            let (step, first, until, line) = self.finest(day)?;
            // All days to the next line of any kind are alike.
            let until = until.min(end);
            sum.add_product(&line.value, &Rational::from((until - day).num_days()));
            if used.insert((step, first)) {
                let ends = if step == Step::Day { Some(line.ends()) } else { line.range.clone() };
                range = Some(match range {
                    None => ends,
                    Some(before) => before.zip(ends).map(|(before, ends)| wider(before, ends)),
                });
            }
            day = until;
        }
        Some(Said {
            average: sum.checked_div(&Rational::from((end - start).num_days()))?,
            range: range?,
            quoted: used.len(),
            step: used.iter().map(|(step, _)| *step).max()?,
        })
    }

    /// The finest line about a day, with what it is about, its first day, and a day up to which it is the finest.
    fn finest(&self, day: NaiveDate) -> Option<(Step, NaiveDate, NaiveDate, &Line)> {
        let next = self.days.partition_point(|(known, _)| *known <= day);
        let before = next.checked_sub(1).and_then(|place| self.days.get(place));
        let after = self.days.get(next).map(|(known, _)| *known);
        let until = |end: NaiveDate| after.map_or(end, |after| after.min(end));
        let tomorrow = day.succ_opt()?;
        if let Some((known, line)) = before
            && let Some(after) = after.filter(|after| lasts(*known, *after))
        {
            return Some((Step::Day, *known, after, line));
        }
        if let Some((known, line)) = before.filter(|(known, _)| *known == day) {
            return Some((Step::Day, *known, tomorrow, line));
        }
        let holding = |lines: &'_ BTreeMap<NaiveDate, (DayRange, Line)>| {
            let (first, (time, _)) = lines.range(..=day).next_back()?;
            time.holds(day).then_some((*first, time.end()?))
        };
        if let Some((first, end)) = holding(&self.months) {
            return Some((Step::Month, first, until(end), &self.months.get(&first)?.1));
        }
        if let Some((first, end)) = holding(&self.years) {
            let month = self.months.range(tomorrow..).next().map_or(end, |(month, _)| end.min(*month));
            return Some((Step::Year, first, until(month), &self.years.get(&first)?.1));
        }
        let (known, line) = before.filter(|(known, _)| lasts(*known, day))?;
        Some((Step::Day, *known, tomorrow, line))
    }

    /// The first and the last day of each stretch that has lines.
    pub(super) fn runs(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let days = self.days.iter().map(|(day, _)| DayRange::single(*day));
        let longer = self.months.values().chain(self.years.values()).map(|(time, _)| *time);
        let mut times: Vec<(NaiveDate, NaiveDate)> =
            days.chain(longer).filter_map(|time| time.start().zip(time.last_day())).collect();
        times.sort_unstable();
        let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for (first, last) in times {
            match runs.last_mut() {
                Some((_, end)) if lasts(*end, first) => *end = last.max(*end),
                _ => runs.push((first, last)),
            }
        }
        runs
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.days.len() + self.months.len() + self.years.len()
    }
}

impl Line {
    /// The lowest and the highest of a day.
    fn ends(&self) -> (Rational, Rational) {
        self.range.clone().unwrap_or_else(|| (self.value.clone(), self.value.clone()))
    }
}

/// Whether a quote of one day still stands on a later one.
fn lasts(earlier: NaiveDate, later: NaiveDate) -> bool {
    earlier.checked_add_days(Days::new(LONGEST_GAP.unsigned_abs())).is_none_or(|until| later <= until)
}

fn wider(one: (Rational, Rational), other: (Rational, Rational)) -> (Rational, Rational) {
    (one.0.min(other.0), one.1.max(other.1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();

    fn at(days: u64) -> NaiveDate {
        FIRST + Days::new(days)
    }

    /// A table of days, months and years of 2020 and 2021, every line with a value of its own.
    fn tables_of(days: &[u64], months: &[u32], years: &[i32]) -> Table {
        let currency = |code| Currency::from_code(code).unwrap();
        let line = |step, time, value: i64| OwnRate {
            table: "t".to_owned(),
            base: currency("USD"),
            quote: currency("IRR"),
            time,
            step,
            value: Rational::from(value),
            range: None,
        };
        let month = |month: &u32| DayRange::month(2020 + i32::try_from(month / 12).unwrap(), month % 12 + 1);
        let days = days.iter().map(|day| (Step::Day, DayRange::single(at(*day))));
        let months = months.iter().map(|each| (Step::Month, month(each).unwrap()));
        let years = years.iter().map(|year| (Step::Year, DayRange::year(*year)));
        let lines =
            days.chain(months).chain(years).zip(1..).map(|((step, time), value)| line(step, time, value));
        // Far away, so that there is always a table.
        let far = line(Step::Year, DayRange::year(1900), 1);
        tables(lines.chain([far]).collect()).remove(0)
    }

    /// What a day's finest line says, looked for in the plainest way.
    fn plainly(table: &Table, day: NaiveDate) -> Option<Rational> {
        let before = table.days.iter().rev().find(|(known, _)| *known <= day);
        let after = table.days.iter().find(|(known, _)| *known > day);
        let within_a_week = |one: NaiveDate, other: NaiveDate| (other - one).num_days() <= 7;
        let carried = before.filter(|(known, _)| {
            *known == day || after.is_some_and(|(after, _)| within_a_week(*known, *after))
        });
        let month = table.months.values().find(|(time, _)| time.holds(day)).map(|(_, line)| line);
        let year = table.years.values().find(|(time, _)| time.holds(day)).map(|(_, line)| line);
        let stale = before.filter(|(known, _)| within_a_week(*known, day)).map(|(_, line)| line);
        let line = carried.map(|(_, line)| line).or(month).or(year).or(stale)?;
        Some(line.value.clone())
    }

    proptest! {
        #[test]
        fn each_day_takes_its_finest_line(
            days in prop::collection::btree_set(0_u64..731, 0..60),
            months in prop::collection::btree_set(0_u32..24, 0..24),
            years in prop::collection::btree_set(2020_i32..2022, 0..2),
            start in 0_u64..731,
            length in 1_u64..400,
        ) {
            let (days, months, years): (Vec<u64>, Vec<u32>, Vec<i32>) =
                (days.into_iter().collect(), months.into_iter().collect(), years.into_iter().collect());
            let table = tables_of(&days, &months, &years);
            let (start, end) = (at(start), at(start + length));
            let plain: Option<Vec<Rational>> =
                start.iter_days().take_while(|day| *day < end).map(|day| plainly(&table, day)).collect();
            let expected = plain.map(|values| {
                let count = Rational::from(i64::try_from(values.len()).unwrap());
                values.into_iter().sum::<Rational>().checked_div(&count).unwrap()
            });
            prop_assert_eq!(table.by_finest(start, end).map(|said| said.average), expected);
            let time = DayRange::new(Some(start), Some(end)).unwrap();
            let said = table.over(time);
            if let Some(said) = said.filter(|said| said.step == Step::Day) {
                let (low, high) = said.range.unwrap();
                prop_assert!(low <= said.average && said.average <= high);
            }
        }
    }
}
