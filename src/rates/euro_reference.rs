//! The daily euro foreign exchange reference rates of the European Central Bank: units per euro, on
//! business days.
//!
//! What the file has of a currency is made whole by law: a currency that became the euro is quoted at
//! its fixed rate from then on, and one that was counted anew is quoted before as its predecessor was,
//! in the new unit.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use chrono::{Days, NaiveDate};

use super::fixed;
use super::packed::{Numbers, Packed, decimal};
use crate::number::Rational;
use crate::period::DayRange;

const FILE: Packed = Packed(include_bytes!("data/euro-reference.bin"));

/// The block of the days, among those of the currencies.
const CALENDAR: &str = "DAY";

/// No rate stands for more days after its own than these: they are a long weekend.
pub(super) const LONGEST_GAP: i64 = 7;

/// Every rate is a whole number of millionths.
const PLACES: u32 = 6;
const MILLIONTHS: i64 = 10_i64.pow(PLACES);

/// The quotes of a currency, by the number of the day in the calendar.
#[derive(Debug)]
pub(super) struct Column {
    /// Units per euro, in millionths; zero where there is no quote.
    values: Vec<i64>,
    /// The sum of all quotes before each day, and of all.
    sums: Vec<i64>,
    /// The days that are quoted, as few runs as there are.
    runs: Vec<Range<usize>>,
    /// The day from which the rate is fixed by law.
    fixed_from: Option<usize>,
}

/// The days with quotes, in order.
fn calendar() -> &'static [NaiveDate] {
    static CALENDAR_DAYS: LazyLock<Vec<NaiveDate>> = LazyLock::new(|| read_calendar().unwrap_or_default());
    &CALENDAR_DAYS
}

fn read_calendar() -> Option<Vec<NaiveDate>> {
    let block = FILE.block(CALENDAR)?;
    let mut numbers = Numbers(&block);
    let first = NaiveDate::from_ymd_opt(1999, 1, 1)?;
    let (mut days, mut day) = (Vec::new(), 0);
    while !numbers.is_empty() {
        day = numbers.after(day)?;
        days.push(first.checked_add_days(Days::new(u64::try_from(day).ok()?))?);
    }
    Some(days)
}

/// The quoted days of a time, by their numbers, of which there is one at least: a time without any takes the
/// last one before it. Nothing where more than a week at its start or its end has no quote.
pub(super) fn days(time: DayRange) -> Option<Range<usize>> {
    let (start, end) = time.start().zip(time.end())?;
    let days = calendar();
    let from = days.partition_point(|day| *day < start);
    let until = days.partition_point(|day| *day < end);
    let lasts = |earlier: NaiveDate, later: NaiveDate| (later - earlier).num_days() <= LONGEST_GAP;
    let from = if from == until { from.checked_sub(1)? } else { from };
    let (first, last) = (*days.get(from)?, *days.get(until.checked_sub(1)?)?);
    (lasts(start, first) && lasts(last, end.pred_opt()?)).then_some(from..until)
}

/// The quotes of a currency; nothing for the euro, and for those that were never quoted.
pub(super) fn column(code: &str) -> Option<&'static Column> {
    static COLUMNS: LazyLock<BTreeMap<&'static str, OnceLock<Option<Column>>>> = LazyLock::new(|| {
        // The currencies that the euro replaced in the beginning were never quoted against it.
        let founders = fixed::all().filter(|(_, replaced)| replaced.by == "EUR").map(|(code, _)| code);
        // Those counted anew are quoted as their successors.
        let anew = |name: &str| fixed::replaced(name).is_some_and(|replaced| replaced.from.is_none());
        codes().filter(|code| !anew(code)).chain(founders).map(|name| (name, OnceLock::new())).collect()
    });
    COLUMNS.get(code)?.get_or_init(|| Column::read(code)).as_ref()
}

/// The currencies that the file has quotes of.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    FILE.names().filter(|name| *name != CALENDAR)
}

impl Column {
    fn read(code: &str) -> Option<Self> {
        let days = calendar();
        let mut values = vec![0; days.len()];
        if let Some((old, units)) = fixed::predecessor(code)
            && let Some(block) = FILE.block(old)
        {
            let units: i64 = units.parse().ok()?;
            quotes(&block, &mut values, units)?;
        }
        if let Some(block) = FILE.block(code) {
            quotes(&block, &mut values, 1)?;
        }
        let fixed = fixed::into_euro(code);
        let fixed_from = fixed.map(|fixed| days.partition_point(|day| !fixed.holds_on(*day)));
        if let Some((from, fixed)) = fixed_from.zip(fixed) {
            let value = (&decimal(fixed.units)? * &Rational::from(MILLIONTHS)).magnitude();
            values.get_mut(from..)?.fill(i64::try_from(value).ok()?);
        }
        Self::of(values, fixed_from)
    }

    fn of(values: Vec<i64>, fixed_from: Option<usize>) -> Option<Self> {
        let mut sums = vec![0_i64];
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (index, value) in values.iter().enumerate() {
            sums.push(sums.last()?.checked_add(*value)?);
            match runs.last_mut() {
                _ if *value == 0 => {}
                Some(run) if run.end == index => run.end += 1,
                _ => runs.push(index..index + 1),
            }
        }
        Some(Self { values, sums, runs, fixed_from })
    }

    /// The days whose rates stood at some time of a period: those quoted in it and, where it starts on a day without
    /// a quote, the last one before.
    pub(super) fn standing(&self, quoted: &Range<usize>, time: DayRange) -> Range<usize> {
        let days = calendar();
        let before = quoted.start.checked_sub(1).and_then(|before| Some((before, *days.get(before)?)));
        let (Some(start), Some(first), Some((before, last))) = (time.start(), days.get(quoted.start), before)
        else {
            return quoted.clone();
        };
        let longer = before..quoted.end;
        let stood = *first > start && (start - last).num_days() <= LONGEST_GAP && self.covers(&longer);
        // What is fixed by law from the first day on never stood as it was quoted before.
        if stood && !self.is_fixed(quoted) { longer } else { quoted.clone() }
    }

    /// Whether all these days are quoted.
    pub(super) fn covers(&self, days: &Range<usize>) -> bool {
        self.runs.iter().any(|run| run.start <= days.start && days.end <= run.end)
    }

    /// Whether the rate is fixed by law on all these days.
    pub(super) fn is_fixed(&self, days: &Range<usize>) -> bool {
        self.fixed_from.is_some_and(|from| from <= days.start)
    }

    /// The mean of the quotes.
    pub(super) fn mean(&self, days: &Range<usize>) -> Option<Rational> {
        let sum = self.sums.get(days.end)?.checked_sub(*self.sums.get(days.start)?)?;
        let count = i64::try_from(days.len()).ok()?;
        Rational::ratio(sum, count.checked_mul(MILLIONTHS)?)
    }

    /// The lowest and the highest quote.
    pub(super) fn range(&self, days: &Range<usize>) -> Option<(Rational, Rational)> {
        let values = self.values.get(days.clone())?;
        let number = |value: Option<&i64>| Rational::ratio(*value?, MILLIONTHS);
        Some((number(values.iter().min())?, number(values.iter().max())?))
    }

    /// The lowest and the highest of the daily rates from this currency to another one, in units of that one.
    pub(super) fn cross(&self, to: &Self, days: &Range<usize>) -> Option<(Rational, Rational)> {
        let from = self.values.get(days.clone())?;
        let to = to.values.get(days.clone())?;
        let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
        let pairs = || to.iter().copied().zip(from.iter().copied());
        // All quotes are above zero.
        let lowest = pairs().min_by(|a, b| product(a.0, b.1).cmp(&product(b.0, a.1)))?;
        let highest = pairs().max_by(|a, b| product(a.0, b.1).cmp(&product(b.0, a.1)))?;
        Some((Rational::ratio(lowest.0, lowest.1)?, Rational::ratio(highest.0, highest.1)?))
    }

    /// The first and the last day of each run of quotes; where the rate is fixed from then on, that is left out.
    pub(super) fn runs(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let days = calendar();
        let quoted = self.runs.iter().filter_map(|run| {
            let end = run.end.min(self.fixed_from.unwrap_or(usize::MAX));
            Some((*days.get(run.start)?, *days.get(end.checked_sub(1)?)?))
        });
        quoted.filter(|(first, last)| first <= last).collect()
    }
}

#[cfg(test)]
impl Column {
    /// Every quote, in millionths.
    pub(super) fn quotes(&self) -> Vec<(NaiveDate, i64)> {
        let quotes = calendar().iter().copied().zip(self.values.iter().copied());
        quotes.filter(|(_, value)| *value > 0).collect()
    }
}

/// Writes the quotes of a block among the values, in units that are so many times as large.
fn quotes(block: &[u8], values: &mut [i64], units: i64) -> Option<()> {
    let mut numbers = Numbers(block);
    let places = u32::from(numbers.byte()?);
    let factor = 10_i64.checked_pow(PLACES.checked_sub(places)?)?;
    for _ in 0..numbers.byte()? {
        let start = numbers.count()?;
        let end = start.checked_add(numbers.count()?)?;
        let mut quote = 0;
        for value in values.get_mut(start..end)? {
            quote = numbers.after(quote)?;
            let millionths = quote.checked_mul(factor)?;
            *value = (millionths > 0 && millionths % units == 0).then_some(millionths / units)?;
        }
    }
    numbers.is_empty().then_some(())
}

/// The first and the last quoted day.
pub(super) fn span() -> Option<(NaiveDate, NaiveDate)> {
    Some((*calendar().first()?, *calendar().last()?))
}
