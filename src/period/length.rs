//! Lengths of time and the units of rates.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

/// The unit of a rate: so much a year, a quarter, a month, a week or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// A calendar year.
    Year,
    /// A calendar quarter.
    Quarter,
    /// A calendar month.
    Month,
    /// Seven days.
    Week,
    /// A day.
    Day,
}

impl Per {
    /// Every unit, the longest first.
    pub const ALL: [Self; 5] = [Self::Year, Self::Quarter, Self::Month, Self::Week, Self::Day];

    /// The English word, in the singular: `year`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        }
    }

    /// Reads what [`Per::word`] writes, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.word() == text)
    }
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A length of time such as `3 years`, `18 months` or `10 days`.
///
/// Months and days are kept apart, since months differ in length: 30 days are not a month. At most
/// one of the two is other than zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    months: u32,
    days: u32,
}

impl Duration {
    /// A number of years; more than a `u32` of months can hold count as that many months.
    #[must_use]
    pub fn years(years: u32) -> Self {
        Self::months(years.saturating_mul(12))
    }

    /// A number of months.
    #[must_use]
    pub fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// A number of days.
    #[must_use]
    pub fn days(days: u32) -> Self {
        Self { months: 0, days }
    }

    /// Reads a whole number and a unit, in the singular or the plural: `3 years`, `1 quarter`,
    /// `18 months`, `2 weeks`, `0 days`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        if !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let count: u32 = count.parse().ok()?;
        let unit = unit.trim_start();
        let times = |factor: u32| count.checked_mul(factor);
        Some(match Per::parse(unit.strip_suffix('s').unwrap_or(unit))? {
            Per::Year => Self::months(times(12)?),
            Per::Quarter => Self::months(times(3)?),
            Per::Month => Self::months(count),
            Per::Week => Self::days(times(7)?),
            Per::Day => Self::days(count),
        })
    }

    /// The day this long after `date`: in the month that many months on, the same day or the
    /// month's last. Stops at 9999-12-31, the last day that can be written.
    #[must_use]
    pub fn after(self, date: NaiveDate) -> NaiveDate {
        let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
        date.checked_add_months(Months::new(self.months))
            .and_then(|day| day.checked_add_days(Days::new(self.days.into())))
            .map_or(last, |day| day.min(last))
            .max(date)
    }

    /// The day this long before `date`: in the month that many months back, the same day or the
    /// month's last. Stops at 0000-01-01.
    #[must_use]
    pub fn before(self, date: NaiveDate) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(0, 1, 1).unwrap_or(NaiveDate::MIN);
        date.checked_sub_months(Months::new(self.months))
            .and_then(|day| day.checked_sub_days(Days::new(self.days.into())))
            .map_or(first, |day| day.max(first))
            .min(date)
    }
}

/// In the largest unit that divides it: `3 years`, `18 months`, `2 weeks`, `10 days`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match (self.months, self.days) {
            (0, 0) => (0, Per::Day),
            (0, days) if days % 7 == 0 => (days / 7, Per::Week),
            (0, days) => (days, Per::Day),
            (months, _) if months % 12 == 0 => (months / 12, Per::Year),
            (months, _) => (months, Per::Month),
        };
        let plural = if count == 1 { "" } else { "s" };
        write!(f, "{count} {unit}{plural}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn units_are_read_back() {
        for per in Per::ALL {
            assert_eq!(Per::parse(per.word()), Some(per));
            assert_eq!(serde_json::to_string(&per).unwrap(), format!("\"{}\"", per.word()));
        }
        for text in ["", "Year", "years", "annum", "year "] {
            assert_eq!(Per::parse(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_read() {
        let table = [
            ("3 years", Duration::years(3), "3 years"),
            ("1 year", Duration::years(1), "1 year"),
            ("12 months", Duration::years(1), "1 year"),
            ("18 months", Duration::months(18), "18 months"),
            ("2 quarters", Duration::months(6), "6 months"),
            ("2 weeks", Duration::days(14), "2 weeks"),
            ("10 days", Duration::days(10), "10 days"),
            ("1 day", Duration::days(1), "1 day"),
            ("0 days", Duration::days(0), "0 days"),
            ("0 years", Duration::days(0), "0 days"),
            (" 1  month ", Duration::months(1), "1 month"),
        ];
        for (text, duration, shown) in table {
            assert_eq!(Duration::parse(text), Some(duration), "{text}");
            assert_eq!(duration.to_string(), shown);
        }
        for text in [
            "",
            "3",
            "years",
            "3years",
            "-1 year",
            "+1 year",
            "1.5 years",
            "three years",
            "4294967296 days",
            "4294967295 years",
            "3 yearss",
            "3 years ago",
            " years",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn month_ends_are_clamped() {
        let month = Duration::months(1);
        assert_eq!(month.after(day("2020-01-31")), day("2020-02-29"));
        assert_eq!(month.after(day("2019-01-31")), day("2019-02-28"));
        assert_eq!(month.before(day("2020-03-31")), day("2020-02-29"));
        assert_eq!(Duration::years(1).after(day("2020-02-29")), day("2021-02-28"));
        assert_eq!(Duration::years(4).before(day("2000-02-29")), day("1996-02-29"));
        assert_eq!(Duration::days(14).after(day("2020-02-20")), day("2020-03-05"));
        assert_eq!(Duration::days(0).before(day("2020-02-20")), day("2020-02-20"));
    }

    #[test]
    fn the_calendar_ends_hold() {
        let endless = Duration::years(u32::MAX);
        assert_eq!(endless.after(day("2020-01-01")), day("9999-12-31"));
        assert_eq!(endless.before(day("2020-01-01")), day("0000-01-01"));
        assert_eq!(Duration::days(u32::MAX).after(day("2020-01-01")), day("9999-12-31"));
        assert_eq!(endless.after(NaiveDate::MAX), NaiveDate::MAX);
        assert_eq!(endless.before(NaiveDate::MIN), NaiveDate::MIN);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(count in any::<u32>(), in_days in any::<bool>()) {
            let duration = if in_days { Duration::days(count) } else { Duration::months(count) };
            prop_assert_eq!(Duration::parse(&duration.to_string()), Some(duration));
        }

        #[test]
        fn any_text_is_safe(text in "\\PC*|[0-9]{1,12} [a-z]{1,8}") {
            let _ = Duration::parse(&text);
        }
    }
}
