//! The rates to go by where no table has any: those that the claims themselves imply.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Currencies, Implied};
use crate::period::DayRange;

/// The implied rates of each two currencies, in the order of the first days of which they may be.
pub(super) struct Stated<'a> {
    rates: BTreeMap<Currencies, Vec<(NaiveDate, &'a Implied)>>,
}

/// How far apart two times may be: exchange rates of two years say little about each other.
const YEAR: Days = Days::new(365);

/// A rate that may be of two times counts only where both are near, so that its first day is at most so far
/// before them.
const LONGEST_WAY_BACK: Days = Days::new(4 * 366);

/// How many rates before and after a time are looked at.
const MOST_ON_A_SIDE: usize = 25;

impl<'a> Stated<'a> {
    pub(super) fn new(implied: &'a [Implied]) -> Self {
        let mut rates: BTreeMap<Currencies, Vec<(NaiveDate, &Implied)>> = BTreeMap::new();
        for each in implied {
            let first = each.times.iter().filter_map(DayRange::start).min();
            rates.entry(each.currencies).or_default().extend(first.map(|first| (first, each)));
        }
        for list in rates.values_mut() {
            list.sort_by_key(|&(first, each)| (first, each.claim));
        }
        Self { rates }
    }

    /// The rates of the same two currencies at a time that other claims imply, nearest first.
    pub(super) fn around(&self, own: &Implied, time: DayRange) -> Vec<&'a Implied> {
        let Some((start, end)) = time.start().zip(time.end()) else { return Vec::new() };
        let list = self.rates.get(&own.currencies).map_or(&[][..], Vec::as_slice);
        let earliest = start.checked_sub_days(LONGEST_WAY_BACK).unwrap_or(NaiveDate::MIN);
        let latest = end.checked_add_days(YEAR).unwrap_or(NaiveDate::MAX);
        let (before, after) = list.split_at(list.partition_point(|&(first, _)| first < start));
        let before = before.iter().rev().take_while(|&&(first, _)| first >= earliest).take(MOST_ON_A_SIDE);
        let after = after.iter().take_while(|&&(first, _)| first <= latest).take(MOST_ON_A_SIDE);
        let near = |each: &Implied| each.times.iter().all(|&each| are_near(each, time));
        let mut found: Vec<(i64, &Implied)> = before
            .chain(after)
            .filter(|(_, each)| each.claim != own.claim && near(each))
            .map(|&(first, each)| ((first - start).num_days().abs(), each))
            .collect();
        found.sort_by_key(|&(days, each)| (days, each.claim));
        found.into_iter().map(|(_, each)| each).collect()
    }
}

/// Whether some day of one lies within a year of some day of the other.
fn are_near(one: DayRange, other: DayRange) -> bool {
    let wide = DayRange::new(
        one.start().and_then(|day| day.checked_sub_days(YEAR)),
        one.end().and_then(|day| day.checked_add_days(YEAR)),
    );
    wide.is_some_and(|wide| wide.overlaps(&other))
}
