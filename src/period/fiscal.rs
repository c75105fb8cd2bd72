//! Fiscal years.

use std::fmt;

use chrono::NaiveDate;

use super::days::{DayRange, days_in_month};
use super::written::number;
use crate::text::brief;

/// A fiscal year: its first day, and whether it is named after the calendar year in which it starts
/// or the one in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYear {
    month: u32,
    day: u32,
    named_after: NamedAfter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NamedAfter {
    Start,
    End,
}

/// Why a fiscal year could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FiscalYearError {
    /// The first day is not of the form `10-01`.
    Start(String),
    /// The month is not one of 01 to 12.
    NoSuchMonth(u32),
    /// The month has no such day in any year.
    NoSuchDay {
        /// The month, 1 to 12.
        month: u32,
        /// The day that it lacks.
        day: u32,
    },
    /// 29 February, which does not exist in every year.
    LeapDay,
    /// The year is named after neither `start` nor `end`.
    NamedAfter(String),
}

impl FiscalYear {
    /// Reads the first day, such as `10-01`, and what the year is named after, `start` or `end`.
    pub fn new(start: &str, named_after: &str) -> Result<Self, FiscalYearError> {
        let unreadable = || FiscalYearError::Start(brief(start));
        let (month, day) = start
            .trim()
            .split_once('-')
            .and_then(|(month, day)| number(month, 2).zip(number(day, 2)))
            .ok_or_else(unreadable)?;
        if !(1..=12).contains(&month) {
            return Err(FiscalYearError::NoSuchMonth(month));
        }
        if (month, day) == (2, 29) {
            return Err(FiscalYearError::LeapDay);
        }
        if !(1..=days_in_month(2001, month)).contains(&day) {
            return Err(FiscalYearError::NoSuchDay { month, day });
        }
        let named_after = match named_after.trim() {
            "start" => NamedAfter::Start,
            "end" => NamedAfter::End,
            _ => return Err(FiscalYearError::NamedAfter(brief(named_after))),
        };
        Ok(Self { month, day, named_after })
    }

    /// The days of the fiscal year that is called `year`. One that starts on 1 January is the
    /// calendar year, whichever end it is named after.
    #[must_use]
    pub fn days(&self, year: i32) -> DayRange {
        let ends_in_its_first_year = (self.month, self.day) == (1, 1);
        let first_year = match self.named_after {
            NamedAfter::End if !ends_in_its_first_year => year.saturating_sub(1),
            NamedAfter::Start | NamedAfter::End => year,
        };
        let first_day = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        let days = || {
            let last = first_day(first_year.checked_add(1)?)?.pred_opt()?;
            Some(DayRange::spanning(first_day(first_year)?, last))
        };
        // Past the calendar's ends, some 262,000 years away, there is no better answer.
        days().unwrap_or_else(|| DayRange::year(year))
    }
}

impl FiscalYearError {
    /// What is wrong, in a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Start(found) => format!("`{found}` is not the first day of a fiscal year"),
            Self::NoSuchMonth(month) => format!("there is no month {month:02}"),
            Self::NoSuchDay { month, day } => format!("month {month:02} has no day {day:02}"),
            Self::LeapDay => "a fiscal year cannot start on 02-29, which most years lack".into(),
            Self::NamedAfter(found) => {
                format!("a fiscal year cannot be named after its `{found}`")
            }
        }
    }

    /// What to write instead; every kind has an answer.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Start(_) => {
                "write the month and the day with two digits each, such as `10-01` for 1 October"
                    .into()
            }
            Self::NoSuchMonth(_) => {
                "the month comes first, 01 to 12: `10-01` is 1 October".into()
            }
            Self::NoSuchDay { month, .. } => format!(
                "the month comes first, then a day from 01 to {}",
                days_in_month(2001, *month)
            ),
            Self::LeapDay => "write `02-28` or `03-01`".into(),
            Self::NamedAfter(_) => "write `start` if FY2020 is the year that starts in 2020, `end` if it is the one that ends in 2020".into(),
        })
    }
}

impl fmt::Display for FiscalYearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for FiscalYearError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(start: &str, named_after: &str, year: i32) -> String {
        FiscalYear::new(start, named_after).unwrap().days(year).to_string()
    }

    #[test]
    fn fiscal_years_are_placed() {
        assert_eq!(shown("10-01", "end", 2020), "2019-10 – 2020-09");
        assert_eq!(shown("03-21", "start", 2020), "2020-03-21 – 2021-03-20");
        assert_eq!(shown("04-01", "start", 2019), "2019-04 – 2020-03");
        assert_eq!(shown("03-01", "end", 2020), "2019-03 – 2020-02");
        assert_eq!(shown("01-01", "start", 2020), "2020");
        assert_eq!(shown("01-01", "end", 2020), "2020");
        assert_eq!(shown("10-01", "end", 1), "0000-10 – 0001-09");
    }

    #[test]
    fn years_follow_each_other() {
        for start in ["01-01", "02-28", "03-01", "03-21", "12-31"] {
            for named_after in ["start", "end"] {
                let fiscal = FiscalYear::new(start, named_after).unwrap();
                for year in 1895..2105 {
                    assert_eq!(fiscal.days(year).end(), fiscal.days(year + 1).start());
                }
                for year in [i32::MIN, 0, 9_999, i32::MAX] {
                    let _ = fiscal.days(year).to_string();
                }
            }
        }
    }

    #[test]
    fn refusals() {
        let start = |text: &str| FiscalYear::new(text, "end").unwrap_err();
        assert_eq!(start("02-29"), FiscalYearError::LeapDay);
        assert_eq!(start("02-29").help().unwrap(), "write `02-28` or `03-01`");
        assert_eq!(start("02-30"), FiscalYearError::NoSuchDay { month: 2, day: 30 });
        assert_eq!(start("04-00"), FiscalYearError::NoSuchDay { month: 4, day: 0 });
        assert_eq!(start("13-01"), FiscalYearError::NoSuchMonth(13));
        assert_eq!(start("00-01"), FiscalYearError::NoSuchMonth(0));
        for text in ["", "10", "10-1", "1-10", "October", "2020-10-01", "+1-01"] {
            assert_eq!(start(text), FiscalYearError::Start(text.to_owned()), "{text}");
        }
        assert_eq!(FiscalYear::new("10-01", "finish"), Err(FiscalYearError::NamedAfter("finish".into())));
        assert_eq!(start("\u{202e}\n").message(), "`\\u{202e} ` is not the first day of a fiscal year");
    }
}
