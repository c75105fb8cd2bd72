//! Dates and periods as they are written.
//!
//! One strict reader serves both; what it refuses goes to [`super::suggest`], which looks for a form
//! that it would have taken.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

use super::days::DayRange;
use super::error::{Expected, PeriodError, PeriodErrorKind, ResolveError};
use super::fiscal::FiscalYear;

/// When something was said: a year, a month, a day, or an interval of them with both ends included.
///
/// Always bounded. Sorts by its days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    days: DayRange,
    text: String,
}

impl Date {
    /// Reads `2020`, `2020-06`, `2020-06-24`, `2018/2020`, `2018-06/2020-01-15`.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let days = read_date(text).map_err(|fault| fault.explain(text, Expected::Date))?;
        Ok(Self { days, text: text.trim().to_owned() })
    }

    /// The date as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The days that it may have been; always bounded.
    #[must_use]
    pub fn days(&self) -> DayRange {
        self.days
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// As it was written.
impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// What a `period` key says, before fiscal years and an open end are placed in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PeriodSpec {
    /// What the period starts with; nothing for `../2020`. Never missing together with `last`.
    first: Option<Part>,
    /// What the period ends with, included; nothing for `2018/..`.
    last: Option<Part>,
}

/// One end of a period. The two ends of one are of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Calendar(DayRange),
    Fiscal(i32),
}

impl PeriodSpec {
    /// Reads what [`Date::parse`] reads, and quarters (`2020-Q3`), fiscal years (`FY2020`),
    /// intervals of them, and open intervals (`2018/..`, `../2022`).
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        read_period(text).map_err(|fault| fault.explain(text, Expected::Period))
    }

    /// Whether the period is made of fiscal years.
    #[must_use]
    pub fn needs_fiscal_year(&self) -> bool {
        [self.first, self.last].iter().any(|part| matches!(part, Some(Part::Fiscal(_))))
    }

    /// Whether the period runs up to the date of its claim, as `2018/..` does.
    #[must_use]
    pub fn needs_claim_date(&self) -> bool {
        self.last.is_none()
    }

    /// The days that the period comes to. An open end is the last day of the claim's date.
    pub fn resolve(
        &self,
        fiscal: Option<&FiscalYear>,
        claim_date: Option<&Date>,
    ) -> Result<DayRange, ResolveError> {
        let days = |part: Option<Part>| part.map(|part| part.days(fiscal)).transpose();
        let start = days(self.first)?.and_then(|days| days.start());
        let end = match days(self.last)? {
            Some(days) => days.end(),
            None => claim_date.ok_or(ResolveError::NoClaimDate)?.days().end(),
        };
        // Ends that are both written are in order, so only the claim's date can come before the start.
        DayRange::new(start, end).ok_or(ResolveError::ClaimDateBeforeStart)
    }
}

impl Part {
    fn days(self, fiscal: Option<&FiscalYear>) -> Result<DayRange, ResolveError> {
        match self {
            Self::Calendar(days) => Ok(days),
            Self::Fiscal(year) => Ok(fiscal.ok_or(ResolveError::NoFiscalYear)?.days(year)),
        }
    }
}

/// What the strict reader stopped at. Cheap to make, so that looking for a suggestion can try forms.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) kind: PeriodErrorKind,
}

impl Fault {
    fn new(span: Range<usize>, kind: PeriodErrorKind) -> Self {
        Self { span, kind }
    }

    fn explain(self, text: &str, expected: Expected) -> PeriodError {
        let suggestions = super::suggest::suggest(text, |form| match expected {
            Expected::Date => read_date(form).is_ok(),
            Expected::Period => read_period(form).is_ok(),
        });
        PeriodError::new(self, text, expected, suggestions)
    }
}

fn read_date(text: &str) -> Result<DayRange, Fault> {
    use PeriodErrorKind::{FiscalYearAsDate, OpenDate, QuarterAsDate};
    let period = read_period(text)?;
    let from = |marker: char, kind| {
        text.find(marker).map(|at| {
            let until = text
                .get(at..)
                .and_then(|rest| rest.find('/'))
                .map_or(text.trim_end().len(), |length| at + length);
            Fault::new(at..until, kind)
        })
    };
    // In a period that could be read, an F starts a fiscal year and a Q a quarter.
    if let Some(fault) = from('F', FiscalYearAsDate).or_else(|| from('Q', QuarterAsDate)) {
        return Err(fault);
    }
    let open = || Fault::new(whole(text), OpenDate);
    if period.first.is_none() || period.last.is_none() {
        return Err(open());
    }
    period.resolve(None, None).map_err(|_| open())
}

/// The text without the white space around it.
fn whole(text: &str) -> Range<usize> {
    let end = text.trim_end().len();
    let start = text.len() - text.trim_start().len();
    start.min(end)..end
}

fn read_period(text: &str) -> Result<PeriodSpec, Fault> {
    use PeriodErrorKind as Kind;
    let span = whole(text);
    let at = span.start;
    let fault = |kind| Err(Fault::new(span.clone(), kind));
    let text = text.trim();
    if text.is_empty() {
        return fault(Kind::Empty);
    }
    let Some((first, last)) = text.split_once('/') else {
        let part = Some(read_part(text, at)?);
        return Ok(PeriodSpec { first: part, last: part });
    };
    if last.contains('/') {
        return fault(Kind::TooManyParts);
    }
    let last_at = at + first.len() + 1;
    let side = |part: &str, at| (part != "..").then(|| read_part(part, at)).transpose();
    let (first, last) = match (first, last) {
        ("..", "..") => return fault(Kind::NoEnds),
        ("", _) | (_, "") => return fault(Kind::MissingEnd),
        _ => (side(first, at)?, side(last, last_at)?),
    };
    match (first, last) {
        (Some(Part::Calendar(one)), Some(Part::Calendar(two))) if two.last_day() < one.start() => {
            fault(Kind::Reversed)
        }
        (Some(Part::Fiscal(one)), Some(Part::Fiscal(two))) if two < one => fault(Kind::Reversed),
        (Some(Part::Calendar(_)), Some(Part::Fiscal(_)))
        | (Some(Part::Fiscal(_)), Some(Part::Calendar(_))) => fault(Kind::MixedYears),
        _ => Ok(PeriodSpec { first, last }),
    }
}

/// Reads one end of a period, which starts at byte `at` of the whole.
fn read_part(text: &str, at: usize) -> Result<Part, Fault> {
    use PeriodErrorKind as Kind;
    let span = at..at + text.len();
    let fault = |kind| Err(Fault::new(span.clone(), kind));
    if let Some(name) = text.strip_prefix("FY") {
        return match name.split_once('-') {
            None => match read_year(name, at + 2)? {
                Some(year) => Ok(Part::Fiscal(year)),
                None => fault(unreadable(text)),
            },
            Some((year, rest)) if number(year, 4).is_some() && rest.starts_with(['Q', 'q']) => {
                fault(Kind::FiscalQuarter)
            }
            Some(_) => fault(unreadable(text)),
        };
    }
    let mut fields = text.split('-');
    let year = read_year(fields.next().unwrap_or_default(), at)?;
    let (month_at, day_at) = (at + 5, at + 8);
    let part = match (year, fields.next(), fields.next(), fields.next()) {
        (Some(year), None, _, _) => Some(DayRange::year(year)),
        (Some(year), Some(field), None, _) => {
            if let Some(quarter) = field.strip_prefix('Q').and_then(|digit| number(digit, 1)) {
                let range = DayRange::quarter(year, quarter);
                let nonexistent = || Fault::new(month_at..month_at + 2, Kind::NoSuchQuarter { quarter });
                Some(range.ok_or_else(nonexistent)?)
            } else if let Some(month) = number(field, 2) {
                Some(DayRange::month(year, month).ok_or_else(|| no_such_month(month, month_at))?)
            } else {
                None
            }
        }
        (Some(year), Some(month), Some(day), None) => match (number(month, 2), number(day, 2)) {
            (Some(month), Some(day)) => {
                if !(1..=12).contains(&month) {
                    return Err(no_such_month(month, month_at));
                }
                let kind = Kind::NoSuchDay { year, month, day };
                let nonexistent = || Fault::new(day_at..day_at + 2, kind);
                let day = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(nonexistent)?;
                Some(DayRange::single(day))
            }
            _ => None,
        },
        _ => None,
    };
    match part {
        Some(days) => Ok(Part::Calendar(days)),
        None => match uncertainty_mark(text) {
            Some((offset, mark)) => {
                let start = at + offset;
                Err(Fault::new(start..start + mark.len_utf8(), Kind::Mark { mark }))
            }
            None => fault(unreadable(text)),
        },
    }
}

fn no_such_month(month: u32, at: usize) -> Fault {
    use PeriodErrorKind::{NoSuchMonth, Season};
    // EDTF level 1 numbers seasons from 21, and level 2 other divisions of the year up to 41.
    let kind = if (21..=41).contains(&month) { Season { code: month } } else { NoSuchMonth { month } };
    Fault::new(at..at + 2, kind)
}

/// Reads a year, `None` where the text is none; year 0000 is refused.
fn read_year(text: &str, at: usize) -> Result<Option<i32>, Fault> {
    let year = number(text, 4).and_then(|year| i32::try_from(year).ok());
    if year == Some(0) {
        return Err(Fault::new(at..at + 4, PeriodErrorKind::YearZero));
    }
    Ok(year)
}

fn unreadable(text: &str) -> PeriodErrorKind {
    if text.chars().any(|each| each.is_ascii_digit()) {
        PeriodErrorKind::NotADate
    } else {
        PeriodErrorKind::NoYear
    }
}

/// The first mark by which EDTF level 1 says that a date is uncertain, approximate or partly
/// unknown, in what is otherwise made of digits and hyphens.
fn uncertainty_mark(text: &str) -> Option<(usize, char)> {
    let marks = ['?', '~', '%', 'X', 'x', 'U', 'u'];
    let is_date = |each: char| each.is_ascii_digit() || each == '-' || each == 'Q' || marks.contains(&each);
    let dated = text.chars().all(is_date) && text.starts_with(|each: char| each.is_ascii_digit());
    text.char_indices().find(|(_, each)| dated && marks.contains(each))
}

/// Reads exactly `width` ASCII digits.
pub(super) fn number(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use proptest::prelude::*;

    use super::*;
    use crate::period::PeriodErrorKind as Kind;

    fn resolved(text: &str) -> String {
        let us = FiscalYear::new("10-01", "end").unwrap();
        let claimed = Date::parse("2022-05").unwrap();
        let spec = PeriodSpec::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let days = spec.resolve(Some(&us), Some(&claimed)).unwrap();
        let end = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        format!("{}..{}", end(days.start()), end(days.end()))
    }

    #[test]
    fn periods_are_read() {
        let table = [
            ("2020", "2020-01-01..2021-01-01"),
            (" 2020\t", "2020-01-01..2021-01-01"),
            ("0001", "0001-01-01..0002-01-01"),
            ("9999", "9999-01-01..+10000-01-01"),
            ("2020-06", "2020-06-01..2020-07-01"),
            ("2020-12", "2020-12-01..2021-01-01"),
            ("2020-02-29", "2020-02-29..2020-03-01"),
            ("2000-02-29", "2000-02-29..2000-03-01"),
            ("2018/2020", "2018-01-01..2021-01-01"),
            ("2020/2020", "2020-01-01..2021-01-01"),
            ("2018-06/2020-01-15", "2018-06-01..2020-01-16"),
            ("2020/2020-06", "2020-01-01..2020-07-01"),
            ("2020-06/2020", "2020-06-01..2021-01-01"),
            ("2020-06-15/2020-06", "2020-06-15..2020-07-01"),
            ("2020-Q3", "2020-07-01..2020-10-01"),
            ("2020-Q4", "2020-10-01..2021-01-01"),
            ("2020-Q1/2020-Q3", "2020-01-01..2020-10-01"),
            ("2018/2020-Q1", "2018-01-01..2020-04-01"),
            ("FY2020", "2019-10-01..2020-10-01"),
            ("FY2002/FY2020", "2001-10-01..2020-10-01"),
            ("FY2020/..", "2019-10-01..2022-06-01"),
            ("../FY2020", "..2020-10-01"),
            ("FY0001", "0000-10-01..0001-10-01"),
            ("2018/..", "2018-01-01..2022-06-01"),
            ("2018-04-15/..", "2018-04-15..2022-06-01"),
            ("2022-05-31/..", "2022-05-31..2022-06-01"),
            ("2020-Q3/..", "2020-07-01..2022-06-01"),
            ("../2022", "..2023-01-01"),
            ("../2022-03-04", "..2022-03-05"),
        ];
        for (text, days) in table {
            assert_eq!(resolved(text), days, "{text}");
        }
    }

    #[test]
    fn dates_are_read() {
        for text in ["2020", "2020-06", "2020-06-24", "2018/2020", "2018-06/2020-01-15"] {
            let date = Date::parse(&format!(" {text} ")).unwrap();
            assert_eq!(date.text(), text);
            assert_eq!(date.to_string(), text);
            assert!(date.days().is_bounded());
            let spec = PeriodSpec::parse(text).unwrap();
            assert_eq!(spec.resolve(None, None), Ok(date.days()));
        }
    }

    #[test]
    fn what_a_period_needs() {
        let table = [
            ("2020", false, false),
            ("FY2020", true, false),
            ("FY2020/..", true, true),
            ("2018/..", false, true),
            ("../2022", false, false),
            ("../FY2022", true, false),
        ];
        for (text, fiscal, dated) in table {
            let spec = PeriodSpec::parse(text).unwrap();
            assert_eq!((spec.needs_fiscal_year(), spec.needs_claim_date()), (fiscal, dated), "{text}");
        }
        let spec = |text| PeriodSpec::parse(text).unwrap();
        assert_eq!(spec("FY2020").resolve(None, None), Err(ResolveError::NoFiscalYear));
        assert_eq!(spec("2018/..").resolve(None, None), Err(ResolveError::NoClaimDate));
        let claimed = Date::parse("2017").unwrap();
        assert_eq!(spec("2018/..").resolve(None, Some(&claimed)), Err(ResolveError::ClaimDateBeforeStart));
        assert_eq!(spec("../2022").resolve(None, None), Ok(DayRange::up_to("2023-01-01".parse().unwrap())));
    }

    #[test]
    fn periods_are_refused() {
        let mark = |mark| Kind::Mark { mark };
        let day = |year, month, day| Kind::NoSuchDay { year, month, day };
        let table = [
            ("", 0..0, Kind::Empty),
            ("  ", 0..0, Kind::Empty),
            ("../..", 0..5, Kind::NoEnds),
            ("2018/", 0..5, Kind::MissingEnd),
            (" /2018", 1..6, Kind::MissingEnd),
            ("..", 0..2, Kind::NoYear),
            ("/", 0..1, Kind::MissingEnd),
            ("2018/2019/2020", 0..14, Kind::TooManyParts),
            ("2020/2018", 0..9, Kind::Reversed),
            ("FY2020/FY2018", 0..13, Kind::Reversed),
            ("2020-06/2020-05-31", 0..18, Kind::Reversed),
            ("FY2018/2020", 0..11, Kind::MixedYears),
            ("2018-06-01/FY2020", 0..17, Kind::MixedYears),
            ("FY2020-Q1", 0..9, Kind::FiscalQuarter),
            ("0000", 0..4, Kind::YearZero),
            ("FY0000", 2..6, Kind::YearZero),
            ("2018/0000-01", 5..9, Kind::YearZero),
            ("2020-13", 5..7, Kind::NoSuchMonth { month: 13 }),
            ("2020-00", 5..7, Kind::NoSuchMonth { month: 0 }),
            ("2018/2020-13-01", 10..12, Kind::NoSuchMonth { month: 13 }),
            ("2020-21", 5..7, Kind::Season { code: 21 }),
            ("2020-02-30", 8..10, day(2020, 2, 30)),
            (" 2019-02-29", 9..11, day(2019, 2, 29)),
            ("1900-02-29", 8..10, day(1900, 2, 29)),
            ("2020-06-00", 8..10, day(2020, 6, 0)),
            ("2020-Q5", 5..7, Kind::NoSuchQuarter { quarter: 5 }),
            ("2020?", 4..5, mark('?')),
            ("2018/2020~", 9..10, mark('~')),
            ("201X", 3..4, mark('X')),
            ("2020-XX", 5..6, mark('X')),
            ("2020-2022", 0..9, Kind::NotADate),
            ("2020/22", 5..7, Kind::NotADate),
            ("2020-q3", 0..7, Kind::NotADate),
            ("June 2020", 0..9, Kind::NotADate),
            ("+2020", 0..5, Kind::NotADate),
            ("-0044", 0..5, Kind::NotADate),
            ("Y17000", 0..6, Kind::NotADate),
            ("20200", 0..5, Kind::NotADate),
            ("2020-+6", 0..7, Kind::NotADate),
            ("2020-06-24-01", 0..13, Kind::NotADate),
            ("FY2020-06", 0..9, Kind::NotADate),
            ("２０２０", 0..12, Kind::NoYear),
            ("last year", 0..9, Kind::NoYear),
            ("2018 / 2020", 0..5, Kind::NotADate),
        ];
        for (text, span, kind) in table {
            let error = PeriodSpec::parse(text).unwrap_err();
            assert_eq!((error.span(), error.kind()), (span, kind), "{text:?}");
            assert!(!error.message().is_empty() && error.help().is_some());
        }
    }

    #[test]
    fn dates_are_refused() {
        let table = [
            (" 2018/..", 1..8, Kind::OpenDate),
            ("../2018", 0..7, Kind::OpenDate),
            ("2020-Q3", 5..7, Kind::QuarterAsDate),
            ("2020-Q3/2020", 5..7, Kind::QuarterAsDate),
            ("FY2020", 0..6, Kind::FiscalYearAsDate),
            ("FY2020/FY2021", 0..6, Kind::FiscalYearAsDate),
            ("FY2020/..", 0..6, Kind::FiscalYearAsDate),
            ("2020/2018", 0..9, Kind::Reversed),
        ];
        for (text, span, kind) in table {
            let error = Date::parse(text).unwrap_err();
            assert_eq!((error.span(), error.kind()), (span, kind), "{text:?}");
        }
    }

    #[test]
    fn other_spellings_are_told_the_accepted_one() {
        let table: [(&str, &[&str]); 78] = [
            ("2020-2022", &["2020/2022"]),
            ("2020–2022", &["2020/2022"]),
            ("2018 – 2020", &["2018/2020"]),
            ("2018 / 2020", &["2018/2020"]),
            ("2018..2020", &["2018/2020"]),
            ("2018 to 2020", &["2018/2020"]),
            ("from 2018 to 2020", &["2018/2020"]),
            ("from 2018-06 to 2020", &["2018-06/2020"]),
            ("between 2018 and 2020", &["2018/2020"]),
            ("2019-10-01 – 2020-09-30", &["2019-10-01/2020-09-30"]),
            ("June 2018 - May 2020", &["2018-06/2020-05"]),
            ("2020/22", &["2020/2022"]),
            ("2020-22", &["2020/2022"]),
            ("2010-13", &["2010/2013"]),
            ("2020-21", &["2020/2021"]),
            ("2010/12", &["2010-12", "2010/2012"]),
            ("2020/18", &[]),
            ("2020-13", &[]),
            ("2020/06", &["2020-06"]),
            ("2020/2018", &["2018/2020"]),
            ("2020-06/2020-05-31", &["2020-05-31/2020-06"]),
            ("FY2020/FY2018", &["FY2018/FY2020"]),
            ("FY2018/2020", &["FY2018/FY2020", "2018/2020"]),
            ("FY2018-FY2020", &["FY2018/FY2020"]),
            ("FY2018-2020", &["FY2018/FY2020", "2018/2020"]),
            ("FY2020/21", &["FY2020", "FY2021"]),
            ("FY2018-20", &["FY2018/FY2020"]),
            ("fy2020", &["FY2020"]),
            ("FY 2020", &["FY2020"]),
            ("FY20", &["FY2020"]),
            ("2020-q3", &["2020-Q3"]),
            ("2020Q3", &["2020-Q3"]),
            ("2020 Q3", &["2020-Q3"]),
            ("Q3 2020", &["2020-Q3"]),
            ("Q3/2020", &["2020-Q3"]),
            ("H1 2020", &["2020-Q1/2020-Q2"]),
            ("Q1 2020 to Q3 2020", &["2020-Q1/2020-Q3"]),
            ("2020-q1/2020-q3", &["2020-Q1/2020-Q3"]),
            ("June 2020", &["2020-06"]),
            ("in Sept. 2020", &["2020-09"]),
            ("24 June 2020", &["2020-06-24"]),
            ("24th of June, 2020", &["2020-06-24"]),
            ("June 24, 2020", &["2020-06-24"]),
            ("2020 June 24", &["2020-06-24"]),
            ("06/2020", &["2020-06"]),
            ("24.06.2020", &["2020-06-24"]),
            ("5.6.2020", &["2020-06-05"]),
            ("31.06.2020", &[]),
            ("24/06/2020", &["2020-06-24"]),
            ("06/24/2020", &["2020-06-24"]),
            ("05/06/2020", &["2020-06-05", "2020-05-06"]),
            ("06/06/2020", &["2020-06-06"]),
            ("2020/06/24", &["2020-06-24"]),
            ("20200624", &["2020-06-24"]),
            ("2020-6-4", &["2020-06-04"]),
            ("2020-6", &["2020-06"]),
            ("2020‑06‑24", &["2020-06-24"]),
            ("2020-06-24T10:00:00Z", &["2020-06-24"]),
            ("2020?", &["2020"]),
            ("c. 2020", &["2020"]),
            ("2018?/2020~", &["2018/2020"]),
            ("201X", &["2010/2019"]),
            ("20XX", &["2000/2099"]),
            ("2010s", &["2010/2019"]),
            ("2020-XX", &["2020"]),
            ("2020-06-XX", &["2020-06"]),
            ("2018/", &["2018/.."]),
            ("/2022", &["../2022"]),
            ("2018-", &["2018/.."]),
            ("2018/…", &["2018/.."]),
            ("2018..", &["2018/.."]),
            ("since 2018", &["2018/.."]),
            ("since 2018-04", &["2018-04/.."]),
            ("FY2018/..?", &[]),
            ("2018-present", &["2018/.."]),
            ("2018 to present", &["2018/.."]),
            ("up to 2022-12-30", &["../2022-12-30"]),
            ("last year", &[]),
        ];
        for (text, forms) in table {
            let error = PeriodSpec::parse(text).unwrap_err();
            assert_eq!(error.suggestions(), forms, "{text}");
        }
    }

    #[test]
    fn dates_are_told_only_forms_of_dates() {
        let table: [(&str, &[&str]); 7] = [
            ("Q3 2020", &["2020-07/2020-09"]),
            ("2020-Q3", &["2020-07/2020-09"]),
            ("2019-Q4/2020-Q1", &["2019-10/2020-03"]),
            ("since 2018", &[]),
            ("2018/..", &[]),
            ("FY2020/2022", &["2020/2022"]),
            ("17 April 2023", &["2023-04-17"]),
        ];
        for (text, forms) in table {
            assert_eq!(Date::parse(text).unwrap_err().suggestions(), forms, "{text}");
        }
    }

    #[test]
    fn refusals_are_explained() {
        let table = [
            ("2020-02-30", "February 2020 has no day 30", "write a day from 01 to 29"),
            ("2020-13", "there is no month 13", "write a month from 01 to 12"),
            ("2010-13", "there is no month 13", "write a month from 01 to 12, or, for years, `2010/2013`"),
            ("2020-2022", "`2020-2022` cannot be read as a period", "write `2020/2022`"),
            ("2020/2018", "the period ends before it starts", "write `2018/2020` if the ends were swapped"),
            (
                "2020?",
                "`?` marks a date as uncertain or approximate, which is not read",
                "write `2020`, and keep the doubt in a note",
            ),
            (
                "05/06/2020",
                "`05/06/2020` has more than one `/`, but a period has only two ends",
                "write `2020-06-05` or `2020-05-06`",
            ),
            (
                "../..",
                "the period is open at both ends",
                "leave the period out if none is stated, or give one end: `2018/..` or `../2022`",
            ),
            (
                "soon",
                "`soon` cannot be read as a period",
                "write a year `2020`, a month `2020-06`, a day `2020-06-24`, a quarter `2020-Q3`, a fiscal year `FY2020`, an interval of them `2018/2020`, or an open one `2018/..` or `../2022`",
            ),
        ];
        for (text, message, help) in table {
            let error = PeriodSpec::parse(text).unwrap_err();
            assert_eq!((error.message(), error.help()), (message.to_owned(), Some(help.to_owned())));
        }
    }

    #[test]
    fn nothing_unprintable_is_echoed() {
        let text = format!("\u{1b}[31m2020\u{202e}\n\u{200b}{}", "9".repeat(100));
        assert_eq!(
            PeriodSpec::parse(&text).unwrap_err().message(),
            format!(
                "`\\u{{1b}}[31m2020\\u{{202e}} \\u{{200b}}{}…` cannot be read as a period",
                "9".repeat(68)
            )
        );
    }

    #[test]
    fn what_is_shown_reads_back_where_it_is_a_period() {
        for text in ["2020", "2020-06", "2020-02-29", "2020-Q3", "9999"] {
            let days = PeriodSpec::parse(text).unwrap().resolve(None, None);
            assert_eq!(days.unwrap().to_string(), text);
        }
    }

    #[test]
    fn long_input_is_read_in_linear_time() {
        for piece in ["2020/", "-", "FY", " to ", "٣", "\u{202e}", " "] {
            let text = piece.repeat(200_000);
            let error = PeriodSpec::parse(&text).unwrap_err();
            assert!(error.message().len() < 700 && Date::parse(&text).is_err());
        }
    }

    /// Text made of what periods are made of, so that much of it is nearly one.
    fn near_period() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "2020", "1900", "0000", "9999", "02", "13", "31", "-", "/", "..", "Q", "Q3", "q3", "FY", "?",
            "X", " ", "June", "to", "since", ".", "–", "é", "\u{202e}", "T", ":", "th",
        ]);
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in prop_oneof![near_period(), "\\PC*", any::<String>()]) {
            let us = FiscalYear::new("10-01", "end").unwrap();
            let mut errors = Vec::new();
            match PeriodSpec::parse(&text) {
                Ok(spec) => {
                    let claimed = Date::parse("2020").unwrap();
                    if let Ok(days) = spec.resolve(Some(&us), Some(&claimed)) {
                        prop_assert!(days.end().is_some());
                        let _ = days.to_string();
                    }
                }
                Err(error) => {
                    for form in error.suggestions() {
                        prop_assert!(PeriodSpec::parse(form).is_ok(), "{:?} {}", text, form);
                    }
                    errors.push(error);
                }
            }
            match Date::parse(&text) {
                Ok(date) => prop_assert!(date.days().is_bounded()),
                Err(error) => {
                    for form in error.suggestions() {
                        prop_assert!(Date::parse(form).is_ok(), "{:?} {}", text, form);
                    }
                    errors.push(error);
                }
            }
            for error in errors {
                prop_assert!(text.get(error.span()).is_some(), "{:?} {:?}", text, error);
                let words = error.message() + &error.help().unwrap();
                let unsafe_to_print = |each: char| each.is_control() || each == '\u{202e}';
                prop_assert!(!words.contains(unsafe_to_print));
            }
        }

        #[test]
        fn days_read_back(days in 1i32..3_652_059) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let single = DayRange::single(day);
            prop_assert_eq!(Date::parse(&single.to_string()).unwrap().days(), single);
            let month = DayRange::month(day.year(), day.month()).unwrap();
            prop_assert_eq!(Date::parse(&month.to_string()).unwrap().days(), month);
        }
    }
}
