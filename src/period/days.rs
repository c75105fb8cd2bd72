//! Ranges of days.

use std::cmp::Ordering;
use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use serde::ser::SerializeStruct;

use super::length::Per;
use crate::number::Rational;

/// A half-open range of days: `start` belongs to it, `end` is the first day that no longer does. A
/// missing end is unbounded. Never empty.
///
/// Sorts by start (an open one first), then by end (an open one last).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

impl DayRange {
    /// All of time.
    pub const ALL: Self = Self { start: None, end: None };

    /// The days from `start` up to, but not including, `end`; nothing where there are none.
    #[must_use]
    pub fn new(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<Self> {
        let empty = start.zip(end).is_some_and(|(start, end)| start >= end);
        (!empty).then_some(Self { start, end })
    }

    /// The shortest range that holds both days, in whichever order they are given.
    #[must_use]
    pub fn spanning(one: NaiveDate, other: NaiveDate) -> Self {
        Self {
            start: Some(one.min(other)),
            // The last day that chrono knows has no day after it; only an open end includes it.
            end: one.max(other).succ_opt(),
        }
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        let beyond = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(beyond);
        Self::spanning(day(1, 1), day(12, 31))
    }

    /// A quarter of a calendar year, 1 to 4; nothing for any other number.
    #[must_use]
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let month = quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
        Self::months_from(year, month, 3)
    }

    /// A calendar month, 1 to 12; nothing for any other number.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::months_from(year, month, 1)
    }

    fn months_from(year: i32, month: u32, count: u32) -> Option<Self> {
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(Some(start), Some(start.checked_add_months(Months::new(count))?))
    }

    /// A single day.
    #[must_use]
    pub fn single(day: NaiveDate) -> Self {
        Self::spanning(day, day)
    }

    /// Every day before `end`.
    #[must_use]
    pub fn up_to(end: NaiveDate) -> Self {
        Self { start: None, end: Some(end) }
    }

    /// The first day, or nothing where the range has no start.
    #[must_use]
    pub fn start(&self) -> Option<NaiveDate> {
        self.start
    }

    /// The first day after the range, or nothing where the range has no end.
    #[must_use]
    pub fn end(&self) -> Option<NaiveDate> {
        self.end
    }

    /// The last day in the range, or nothing where the range has no end.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.and_then(|end| end.pred_opt())
    }

    /// Whether the range has both a start and an end.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.start.is_some() && self.end.is_some()
    }

    /// Whether a day is in the range.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day < end)
    }

    /// Whether every day of `other` is in this range.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.intersect(other) == Some(*other)
    }

    /// The days that are in both ranges, if there are any.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        // `None` is less than any day, which suits starts; ends need the earlier of those there are.
        let end = match (self.end, other.end) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self::new(self.start.max(other.start), end)
    }

    /// Whether some day is in both ranges.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersect(other).is_some()
    }

    /// Whether this is a run of whole calendar years.
    #[must_use]
    pub fn is_whole_years(&self) -> bool {
        self.start.is_some_and(starts_a_year) && self.end.is_some_and(starts_a_year)
    }

    /// The year that this range is, where it is exactly one calendar year.
    #[must_use]
    pub fn calendar_year(&self) -> Option<i32> {
        let year = self.start?.year();
        (*self == Self::year(year)).then_some(year)
    }

    /// The calendar years that lie wholly in the range, in order; none for an unbounded range.
    pub fn whole_years(&self) -> impl Iterator<Item = i32> + use<> {
        let (first, until) = self.start.zip(self.end).map_or((0, 0), |(start, end)| {
            let starts_late = i32::from(start.ordinal() != 1);
            (start.year() + starts_late, end.year())
        });
        first..until
    }

    /// The calendar years that have a day in the range, or nothing for an unbounded range.
    #[must_use]
    pub fn touched_years(&self) -> Option<RangeInclusive<i32>> {
        Some(self.start?.year()..=self.last_day()?.year())
    }

    /// How many of the unit the range holds, or nothing for an unbounded range.
    ///
    /// A year that is only partly in the range counts the days in the range over the days in that
    /// year; months and quarters likewise; a week is seven days. The measure of two adjacent ranges
    /// together is the sum of their measures.
    #[must_use]
    pub fn measure(&self, per: Per) -> Option<Rational> {
        // Differences of positions on one scale are additive by construction, and as quick for ten
        // thousand years as for a day.
        Some(&position(self.end?, per)? - &position(self.start?, per)?)
    }
}

/// How many of the unit lie between a fixed day and the start of `day`.
fn position(day: NaiveDate, per: Per) -> Option<Rational> {
    let year = i64::from(day.year());
    let (whole, gone, length) = match per {
        Per::Year => (year, day.ordinal0(), if day.leap_year() { 366 } else { 365 }),
        Per::Quarter => {
            let months_gone = day.month0() % 3;
            let first_month = day.month() - months_gone;
            let length_of = |index: u32| days_in_month(day.year(), first_month + index);
            let gone = (0..months_gone).map(length_of).sum::<u32>() + day.day0();
            let length = (0..3).map(length_of).sum();
            (year * 4 + i64::from(day.month0() / 3), gone, length)
        }
        Per::Month => {
            (year * 12 + i64::from(day.month0()), day.day0(), days_in_month(day.year(), day.month()))
        }
        Per::Week => return Rational::ratio(day.num_days_from_ce().into(), 7),
        Per::Day => return Some(Rational::from(i64::from(day.num_days_from_ce()))),
    };
    Rational::ratio(whole * i64::from(length) + i64::from(gone), length.into())
}

/// How many days a month from 1 to 12 has.
pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if NaiveDate::from_ymd_opt(year, 2, 29).is_some() => 29,
        2 => 28,
        _ => 31,
    }
}

impl Ord for DayRange {
    fn cmp(&self, other: &Self) -> Ordering {
        self.start
            .cmp(&other.start)
            .then_with(|| self.end.is_none().cmp(&other.end.is_none()))
            .then_with(|| self.end.cmp(&other.end))
    }
}

impl PartialOrd for DayRange {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn starts_a_year(day: NaiveDate) -> bool {
    day.ordinal() == 1
}

/// As a reader would write it, with the last day included: `2020`, `2020-Q3`, `2020-06`,
/// `2020-06-24`, `2018 – 2020`, `2019-10-01 – 2020-09-30`, `up to 2022`, `since 2018-04-15`,
/// `any time`.
impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end.zip(self.last_day())) {
            (None, None) => f.write_str("any time"),
            (Some(start), None) if starts_a_year(start) => write!(f, "since {:04}", start.year()),
            (Some(start), None) if start.day() == 1 => {
                write!(f, "since {:04}-{:02}", start.year(), start.month())
            }
            (Some(start), None) => write!(f, "since {start}"),
            (None, Some((end, last))) if starts_a_year(end) => {
                write!(f, "up to {:04}", last.year())
            }
            (None, Some((end, last))) if end.day() == 1 => {
                write!(f, "up to {:04}-{:02}", last.year(), last.month())
            }
            (None, Some((_, last))) => write!(f, "up to {last}"),
            (Some(start), Some((end, last))) => {
                let (year, month) = (start.year(), start.month());
                if start == last {
                    write!(f, "{start}")
                } else if Self::month(year, month) == Some(*self) {
                    write!(f, "{year:04}-{month:02}")
                } else if Self::quarter(year, month.div_ceil(3)) == Some(*self) {
                    write!(f, "{year:04}-Q{}", month.div_ceil(3))
                } else if start.day() == 1 && end.day() == 1 && !(starts_a_year(start) && starts_a_year(end))
                {
                    write!(f, "{year:04}-{month:02} – {:04}-{:02}", last.year(), last.month())
                } else if !(starts_a_year(start) && starts_a_year(end)) {
                    write!(f, "{start} – {last}")
                } else if year == last.year() {
                    write!(f, "{year:04}")
                } else {
                    write!(f, "{year:04} – {:04}", last.year())
                }
            }
        }
    }
}

/// As `{ "start": "2020-01-01", "end": "2021-01-01" }`, the end exclusive, `null` where open.
impl serde::Serialize for DayRange {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut range = serializer.serialize_struct("DayRange", 2)?;
        range.serialize_field("start", &self.start.map(|day| day.to_string()))?;
        range.serialize_field("end", &self.end.map(|day| day.to_string()))?;
        range.end()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Reads `2020-01-01..2021-01-01`, the end exclusive; either side may be missing.
    fn range(text: &str) -> DayRange {
        let (start, end) = text.split_once("..").unwrap();
        let side = |side: &str| (!side.is_empty()).then(|| day(side));
        DayRange::new(side(start), side(end)).unwrap()
    }

    #[test]
    fn never_empty() {
        let (one, two) = (day("2020-01-01"), day("2020-01-02"));
        assert_eq!(DayRange::new(Some(one), Some(two)), Some(DayRange::single(one)));
        assert_eq!(DayRange::new(Some(one), Some(one)), None);
        assert_eq!(DayRange::new(Some(two), Some(one)), None);
        assert_eq!(DayRange::new(None, None), Some(DayRange::ALL));
        assert_eq!(DayRange::spanning(two, one), range("2020-01-01..2020-01-03"));
        assert_eq!(DayRange::month(2020, 0), None);
        assert_eq!(DayRange::month(2020, 13), None);
        assert_eq!(DayRange::quarter(2020, 0), None);
        assert_eq!(DayRange::quarter(2020, 5), None);
        assert_eq!(DayRange::quarter(2020, u32::MAX), None);
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        for year in [i32::MIN, -262_143, 0, 9_999, 262_142, i32::MAX] {
            let range = DayRange::year(year);
            assert!(range.start().is_some(), "{year}");
            let _ = (range.to_string(), range.whole_years().count(), range.touched_years());
        }
        assert_eq!(DayRange::year(9999).end(), NaiveDate::from_ymd_opt(10_000, 1, 1));
        assert_eq!(DayRange::year(9999).to_string(), "9999");
        let _ = DayRange::up_to(NaiveDate::MIN).to_string();
        let all = DayRange::new(Some(NaiveDate::MIN), Some(NaiveDate::MAX)).unwrap();
        assert!(Per::ALL.iter().all(|&per| all.measure(per).is_some()));
    }

    #[test]
    fn relations() {
        let year = DayRange::year(2020);
        let june = DayRange::month(2020, 6).unwrap();
        let so_far = DayRange::up_to(day("2020-07-01"));
        assert!(year.contains(&june) && year.contains(&year) && !june.contains(&year));
        assert!(so_far.contains(&june) && !so_far.contains(&year) && DayRange::ALL.contains(&so_far));
        assert!(!year.contains(&DayRange::ALL));
        assert_eq!(year.intersect(&so_far), Some(range("2020-01-01..2020-07-01")));
        assert_eq!(year.intersect(&DayRange::year(2021)), None);
        assert!(!year.overlaps(&DayRange::year(2021)));
        assert!(range("2020-12-31..").overlaps(&year));
        assert_eq!(so_far.intersect(&range("2020-07-01..")), None);
    }

    #[test]
    fn sorts_by_start_then_end() {
        let mut ranges =
            ["2020-01-01..", "2020-01-01..2021-01-01", "..2020-01-01", "..", "2019-01-01..2025-01-01"]
                .map(range);
        ranges.sort();
        let shown = ranges.map(|range| range.to_string());
        assert_eq!(shown, ["up to 2019", "any time", "2019 – 2024", "2020", "since 2020"]);
    }

    #[test]
    fn years() {
        assert_eq!(DayRange::year(2020).calendar_year(), Some(2020));
        assert_eq!(range("2020-01-01..2020-12-31").calendar_year(), None);
        assert_eq!(range("2020-01-01..2022-01-01").calendar_year(), None);
        assert_eq!(DayRange::ALL.calendar_year(), None);
        let table = [
            ("2020-01-01..2021-01-01", vec![2020], Some(2020..=2020)),
            ("2020-01-02..2021-01-01", vec![], Some(2020..=2020)),
            ("2019-10-01..2020-10-01", vec![], Some(2019..=2020)),
            ("2017-12-31..2021-01-02", vec![2018, 2019, 2020], Some(2017..=2021)),
            ("2020-03-01..2020-04-01", vec![], Some(2020..=2020)),
            ("2020-03-01..", vec![], None),
            ("..2020-03-01", vec![], None),
        ];
        for (text, whole, touched) in table {
            assert_eq!(range(text).whole_years().collect::<Vec<_>>(), whole, "{text}");
            assert_eq!(range(text).touched_years(), touched, "{text}");
        }
    }

    #[test]
    fn shown_as_a_reader_would_write_it() {
        let table = [
            ("2020-01-01..2021-01-01", "2020"),
            ("2020-06-01..2020-07-01", "2020-06"),
            ("2020-06-24..2020-06-25", "2020-06-24"),
            ("2018-01-01..2021-01-01", "2018 – 2020"),
            ("2019-10-01..2020-10-01", "2019-10 – 2020-09"),
            ("2020-07-01..2020-10-01", "2020-Q3"),
            ("2020-06-01..2020-09-01", "2020-06 – 2020-08"),
            ("2020-02-01..2020-03-01", "2020-02"),
            ("2020-02-01..2020-02-29", "2020-02-01 – 2020-02-28"),
            ("..2023-01-01", "up to 2022"),
            ("..2022-12-31", "up to 2022-12-30"),
            ("..2022-12-01", "up to 2022-11"),
            ("2018-04-01..", "since 2018-04"),
            ("2018-01-01..", "since 2018"),
            ("2018-04-15..", "since 2018-04-15"),
            ("..", "any time"),
            ("0044-01-01..0045-01-01", "0044"),
        ];
        for (text, shown) in table {
            assert_eq!(range(text).to_string(), shown);
        }
    }

    #[test]
    fn serialized_with_an_exclusive_end() {
        assert_eq!(
            serde_json::to_string(&DayRange::year(2020)).unwrap(),
            r#"{"start":"2020-01-01","end":"2021-01-01"}"#
        );
        assert_eq!(serde_json::to_string(&DayRange::ALL).unwrap(), r#"{"start":null,"end":null}"#);
    }

    #[test]
    fn measures() {
        let table = [
            ("2020-01-01..2021-01-01", Per::Year, "1"),
            ("2020-01-01..2021-01-01", Per::Quarter, "4"),
            ("2020-01-01..2021-01-01", Per::Month, "12"),
            ("2020-01-01..2021-01-01", Per::Week, "366/7"),
            ("1900-01-01..1901-01-01", Per::Day, "365"),
            ("2000-01-01..2001-01-01", Per::Day, "366"),
            ("2020-02-01..2020-02-02", Per::Month, "1/29"),
            ("1900-02-01..1900-02-02", Per::Month, "1/28"),
            ("2020-06-24..2020-06-25", Per::Year, "1/366"),
            ("2020-06-24..2020-06-25", Per::Quarter, "1/91"),
            ("2019-12-31..2021-01-02", Per::Year, "367/365"),
            ("0000-01-01..9999-12-31", Per::Year, "3649999/365"),
        ];
        for (text, per, measure) in table {
            assert_eq!(range(text).measure(per).unwrap().to_string(), measure, "{text} {per}");
        }
        assert_eq!(DayRange::ALL.measure(Per::Day), None);
        assert_eq!(range("2020-01-01..").measure(Per::Day), None);
        assert_eq!(range("..2020-01-01").measure(Per::Day), None);
    }

    /// Each day by itself: one over the number of days that share its year, quarter, month or week.
    fn measure_day_by_day(start: NaiveDate, count: usize, per: Per) -> Rational {
        let share = |day: NaiveDate| {
            let key = |day: NaiveDate| match per {
                Per::Year => (day.year(), 0),
                Per::Quarter => (day.year(), day.month0() / 3),
                _ => (day.year(), day.month()),
            };
            let length = match per {
                Per::Week => 7,
                Per::Day => 1,
                _ => {
                    let before = day.iter_days().rev().take_while(|&each| key(each) == key(day));
                    let from = day.iter_days().take_while(|&each| key(each) == key(day));
                    before.count() + from.count() - 1
                }
            };
            i64::try_from(length).unwrap()
        };
        // Days of one length are added as one fraction, or the oracle takes minutes.
        let mut by_length = std::collections::BTreeMap::new();
        for day in start.iter_days().take(count) {
            *by_length.entry(share(day)).or_insert(0i64) += 1;
        }
        by_length.into_iter().map(|(length, days)| Rational::ratio(days, length).unwrap()).sum()
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (693_000i32..740_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
    }

    fn later(day: NaiveDate, days: u32) -> NaiveDate {
        day + chrono::Days::new(days.into())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn measure_agrees_with_counting_days(start in any_day(), count in 1u32..2_200) {
            let range = DayRange::new(Some(start), Some(later(start, count))).unwrap();
            for per in Per::ALL {
                let oracle = measure_day_by_day(start, count as usize, per);
                prop_assert_eq!(range.measure(per).unwrap(), oracle, "{} {}", range, per);
            }
        }
    }

    proptest! {
        #[test]
        fn measure_is_additive(start in any_day(), one in 1u32..5_000, two in 1u32..5_000) {
            let middle = later(start, one);
            let end = later(middle, two);
            let [first, second, both] = [(start, middle), (middle, end), (start, end)]
                .map(|(start, end)| DayRange::new(Some(start), Some(end)).unwrap());
            for per in Per::ALL {
                let sum = &first.measure(per).unwrap() + &second.measure(per).unwrap();
                prop_assert_eq!(both.measure(per).unwrap(), sum);
            }
        }

        #[test]
        fn relations_agree_with_days(start in any_day(), a in 1u32..40, shift in 0u32..40, b in 1u32..40) {
            let one = DayRange::new(Some(start), Some(later(start, a))).unwrap();
            let from = later(start, shift);
            let other = DayRange::new(Some(from), Some(later(from, b))).unwrap();
            let shared = (0..80)
                .map(|index| DayRange::single(later(start, index)))
                .filter(|day| one.contains(day) && other.contains(day))
                .count();
            prop_assert_eq!(one.overlaps(&other), shared > 0);
            prop_assert_eq!(one.contains(&other), shared == b as usize);
            let measured = one.intersect(&other).and_then(|both| both.measure(Per::Day));
            prop_assert_eq!(measured.unwrap_or_else(Rational::zero), Rational::from(i64::try_from(shared).unwrap()));
        }
    }
}
