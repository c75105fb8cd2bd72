//! Why a period or a date could not be read or placed in time, and what to write instead.

use std::fmt;
use std::ops::Range;

use crate::text::brief;

use chrono::Month;

use super::days::days_in_month;
use super::written::Fault;

/// What was to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Date,
    Period,
}

impl Expected {
    fn noun(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Period => "period",
        }
    }

    fn forms(self) -> &'static str {
        match self {
            Self::Date => {
                "write a year `2020`, a month `2020-06`, a day `2020-06-24`, or an interval of them `2018/2020`"
            }
            Self::Period => {
                "write a year `2020`, a month `2020-06`, a day `2020-06-24`, a quarter `2020-Q3`, a fiscal year `FY2020`, an interval of them `2018/2020`, or an open one `2018/..` or `../2022`"
            }
        }
    }
}

/// Why a period or a date could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodError {
    span: Range<usize>,
    kind: PeriodErrorKind,
    expected: Expected,
    /// The text in the span, safe to print.
    found: String,
    /// Forms that would have been read.
    suggestions: Vec<String>,
}

/// What is wrong with a period or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodErrorKind {
    /// There is nothing but white space.
    Empty,
    /// None of the forms of a date, though it has digits.
    NotADate,
    /// None of the forms of a date, and no digits.
    NoYear,
    /// The year 0000.
    YearZero,
    /// `2020-13`.
    NoSuchMonth {
        /// The number in the month's place.
        month: u32,
    },
    /// `2020-21`, which stands for a season in EDTF level 1.
    Season {
        /// The number in the month's place.
        code: u32,
    },
    /// `2020-02-30`.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
        /// The day that it lacks.
        day: u32,
    },
    /// `2020-Q5`.
    NoSuchQuarter {
        /// The number in the quarter's place.
        quarter: u32,
    },
    /// `FY2020-Q1`.
    FiscalQuarter,
    /// `FY2018/2020`.
    MixedYears,
    /// The end is before the start.
    Reversed,
    /// `../..`.
    NoEnds,
    /// `2018/`, with nothing where an end should be.
    MissingEnd,
    /// More than one `/`.
    TooManyParts,
    /// `2020?`, `2020~`, `201X`: a date that is not certain.
    Mark {
        /// The mark.
        mark: char,
    },
    /// An open interval where a date is expected.
    OpenDate,
    /// A quarter where a date is expected.
    QuarterAsDate,
    /// A fiscal year where a date is expected.
    FiscalYearAsDate,
}

impl PeriodError {
    pub(super) fn new(fault: Fault, text: &str, expected: Expected, suggestions: Vec<String>) -> Self {
        Self {
            found: brief(text.get(fault.span.clone()).unwrap_or_default()),
            span: fault.span,
            kind: fault.kind,
            expected,
            suggestions,
        }
    }

    /// The bytes of the text that are wrong; on character boundaries.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What is wrong with them.
    #[must_use]
    pub fn kind(&self) -> PeriodErrorKind {
        self.kind
    }

    /// The forms that may have been meant, each of which would be read; often there is none.
    #[must_use]
    pub fn suggestions(&self) -> &[String] {
        &self.suggestions
    }

    /// What is wrong, in a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        use PeriodErrorKind as Kind;
        let (found, noun) = (&self.found, self.expected.noun());
        match self.kind {
            Kind::Empty => format!("the {noun} is empty"),
            Kind::NotADate | Kind::NoYear => format!("`{found}` cannot be read as a {noun}"),
            Kind::YearZero => "there is no year 0000".into(),
            Kind::NoSuchMonth { month } => format!("there is no month {month:02}"),
            Kind::Season { code } => {
                format!("there is no month {code}, and a season has no fixed days")
            }
            Kind::NoSuchDay { year, month, day } => {
                format!("{} {year:04} has no day {day:02}", month_name(month))
            }
            Kind::NoSuchQuarter { quarter } => format!("there is no quarter Q{quarter}"),
            Kind::FiscalQuarter => format!("`{found}`: quarters of fiscal years are not read"),
            Kind::MixedYears => {
                format!("`{found}` has a fiscal year at one end and a calendar date at the other")
            }
            Kind::Reversed => format!("the {noun} ends before it starts"),
            Kind::NoEnds => format!("the {noun} is open at both ends"),
            Kind::MissingEnd => format!("the {noun} lacks an end"),
            Kind::TooManyParts => {
                format!("`{found}` has more than one `/`, but a {noun} has only two ends")
            }
            Kind::Mark { mark: mark @ ('?' | '~' | '%') } => {
                format!("`{mark}` marks a date as uncertain or approximate, which is not read")
            }
            Kind::Mark { mark } => {
                format!("`{mark}` stands for an unknown digit, which is not read")
            }
            Kind::OpenDate => "a date cannot have an open end".into(),
            Kind::QuarterAsDate => format!("`{found}` is a quarter, but a date is expected"),
            Kind::FiscalYearAsDate => {
                format!("`{found}` is a fiscal year, but a date is expected")
            }
        }
    }

    /// What to write instead; every kind has an answer.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        use PeriodErrorKind as Kind;
        let suggested = self.suggested();
        let write = suggested.as_ref().map(|forms| format!("write {forms}"));
        let years_instead =
            suggested.as_ref().map_or_else(String::new, |forms| format!(", or, for years, {forms}"));
        let forms = || self.expected.forms().to_owned();
        Some(match self.kind {
            Kind::YearZero => "years run from 0001 to 9999".into(),
            Kind::NoSuchMonth { .. } => format!("write a month from 01 to 12{years_instead}"),
            Kind::Season { .. } => {
                format!("write the months, such as `2020-03/2020-05`{years_instead}")
            }
            Kind::NoSuchDay { year, month, .. } => {
                format!("write a day from 01 to {}", days_in_month(year, month))
            }
            Kind::NoSuchQuarter { .. } => "quarters run from Q1 to Q4".into(),
            Kind::FiscalQuarter => {
                "write the quarter's first and last day, such as `2019-10-01/2019-12-31`".into()
            }
            Kind::MixedYears => write.unwrap_or_else(|| {
                "write both ends as fiscal years, such as `FY2018/FY2020`, or both as calendar dates".into()
            }),
            Kind::Reversed => {
                suggested.map_or_else(forms, |forms| format!("write {forms} if the ends were swapped"))
            }
            Kind::NoEnds => match self.expected {
                Expected::Period => {
                    "leave the period out if none is stated, or give one end: `2018/..` or `../2022`".into()
                }
                Expected::Date => forms(),
            },
            Kind::Mark { .. } => write.map_or_else(
                || "write the first and the last date that it can be, such as `2010/2019`".into(),
                |write| format!("{write}, and keep the doubt in a note"),
            ),
            Kind::OpenDate => "write both ends, such as `2018/2020`".into(),
            Kind::FiscalYearAsDate => "write its first and last day, such as `2019-10-01/2020-09-30`".into(),
            Kind::Empty
            | Kind::NotADate
            | Kind::NoYear
            | Kind::MissingEnd
            | Kind::TooManyParts
            | Kind::QuarterAsDate => write.unwrap_or_else(forms),
        })
    }

    /// The suggestions as a phrase.
    fn suggested(&self) -> Option<String> {
        let quoted: Vec<String> = self.suggestions.iter().map(|form| format!("`{form}`")).collect();
        (!quoted.is_empty()).then(|| quoted.join(" or "))
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for PeriodError {}

/// Why a period could not be placed in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResolveError {
    /// The period is of fiscal years, and it is not known when they start.
    NoFiscalYear,
    /// The period runs up to the date of its claim, which is not known.
    NoClaimDate,
    /// The period runs up to the date of its claim, but starts after it.
    ClaimDateBeforeStart,
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFiscalYear => "it is not known when the fiscal year starts",
            Self::NoClaimDate => "the period runs up to the claim's date, which is not known",
            Self::ClaimDateBeforeStart => "the period starts after the claim's date",
        })
    }
}

impl std::error::Error for ResolveError {}

fn month_name(month: u32) -> &'static str {
    u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .map_or("the month", |month| month.name())
}
