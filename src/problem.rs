//! What is wrong with a dataset: typed facts with their places.
//!
//! Loading never stops at the first problem. Each step pushes what it finds and goes on, so one run
//! shows everything. [`words`] turns a fault into prose and [`excerpt`] into a picture of the lines.

pub mod excerpt;
pub mod explanations;
pub mod words;

use std::ops::Range;

use crate::currency::Currency;
use crate::figure::{FigureError, FigureOverflow};
use crate::period::{DayRange, FiscalYearError, PeriodError, ResolveError};
use crate::rates::Series;

/// A range of bytes in one of the dataset's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's position in [`crate::dataset::Files`].
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Place {
    /// The bytes as a range of the file's text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The tables of a dataset that define ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `[actor.ID]`
    Actor,
    /// `[category.ID]`
    Category,
    /// `[source.ID]`
    Source,
    /// `[[claim]]`
    Claim,
}

impl Kind {
    /// The word for it in messages and as a table's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Category => "category",
            Self::Source => "source",
            Self::Claim => "claim",
        }
    }
}

/// The kinds of link that must not lead back to their start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// `members` of actors
    Members,
    /// `part-of` of categories
    PartOf,
    /// `derives-from` of sources
    DerivesFrom,
    /// `repeats` of claims
    Repeats,
    /// `supersedes` of claims
    Supersedes,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// Where; nothing for faults of a whole file or of the whole dataset.
    pub place: Option<Place>,
    /// Where else to look, such as the first use of an id.
    pub related: Option<Place>,
}

impl Problem {
    /// A fault at a place.
    #[must_use]
    pub fn at(place: Place, fault: Fault) -> Self {
        Self { fault, place: Some(place), related: None }
    }

    /// A fault of no one place.
    #[must_use]
    pub fn general(fault: Fault) -> Self {
        Self { fault, place: None, related: None }
    }

    /// The same with a second place to look at.
    #[must_use]
    pub fn related_to(mut self, place: Place) -> Self {
        self.related = Some(place);
        self
    }
}

/// The facts of a problem. Variants read as statements about the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum Fault {
    /// The path given as the dataset does not exist.
    DatasetMissing { path: String },
    /// A file or directory could not be read.
    Unreadable { path: String, reason: String },
    /// The file is no UTF-8 text.
    NotUtf8 { path: String, line: usize },
    /// A symbolic link: it could lead out of the dataset.
    SymbolicLink { path: String },
    /// A file of four gigabytes or more.
    FileTooLarge { path: String },
    /// No `*.toml` file, or none with a claim.
    EmptyDataset { path: String, files: usize },
    /// No file has the `[dataset]` table.
    NoHeader,
    /// Not TOML.
    Syntax { message: String, hint: Option<&'static str> },
    /// A key that no table of this kind has.
    UnknownKey { key: String, table: String, suggestion: Option<String>, known: Vec<&'static str> },
    /// A required key is absent.
    MissingKey { key: &'static str, table: String, example: &'static str },
    /// A value of another type than the key takes.
    WrongType { key: String, expected: &'static str, found: &'static str },
    /// A TOML float where an exact number is asked for.
    FloatAmount { key: String, written: String },
    /// A text that must not be empty.
    EmptyText { key: String },
    /// A table that may stand only once stands again.
    DuplicateTable { table: &'static str },
    /// A table about the whole dataset in a file of new claims that are no part of it yet.
    SettingInNewClaims { table: &'static str },
    /// An id that is taken.
    DuplicateId { kind: Kind, id: String },
    /// A list that names something twice.
    ListedTwice { key: &'static str, id: String },
    /// An id with characters that cannot be typed or seen, or a reserved word.
    UnusableId { kind: Kind, id: String },
    /// An id that nothing defines.
    UnknownId { kind: Kind, id: String, suggestion: Option<String> },
    /// Links that lead back to their start.
    Cycle { link: Link, path: Vec<String> },
    /// Groups nested so deeply, or so widely, that their members cannot be counted out.
    GroupsTooLarge,
    /// Sources that derive from each other in chains so long that they cannot be counted out.
    OriginsTooMany,
    /// `complete = true` on something without members or parts.
    CompleteWithoutMembers { kind: Kind, id: String },
    /// A text that is none of the allowed words.
    NotOneOf { key: &'static str, found: String, allowed: Vec<&'static str>, suggestion: Option<String> },
    /// A key of `[check]` that is no code of a finding.
    UnknownCode { found: String, suggestion: Option<String>, is_problem: bool },
    /// Not a percentage of 0% or more and less than 100%.
    BadPercent { key: &'static str, found: String },
    /// Not a length of time.
    BadDuration { key: &'static str, found: String },
    /// Not a range of two counts in order.
    BadMagnitude { key: String },
    /// Not an ISO 4217 code.
    UnknownCurrency { found: String, suggestion: Option<String> },
    /// Not an exact amount of zero or more.
    BadAmount { found: String, reason: crate::money::AmountError },
    /// A structured figure that names neither end.
    NoAmount,
    /// A structured figure whose low is above its high.
    LowAboveHigh,
    /// A structured figure without a currency, on a claim without one.
    NoCurrency,
    /// The claim's `currency` and its figure name different ones.
    CurrencyMismatch { figure: String, claim: String },
    /// The figure's words cannot be read.
    Figure(FigureError),
    /// The figure compares the flow with another, and the claim does not say with which.
    NoRelativeTo { words: String },
    /// The figure is an amount, and `relative-to` is for one that compares.
    AmountRelativeTo { words: String },
    /// The flow of `relative-to` is the claim's own.
    RelativeToItself,
    /// The figure's numbers, widened as the reading says, need more digits than an exact decimal has.
    Overflow { claim: String, why: FigureOverflow },
    /// Not a date.
    Date(PeriodError),
    /// Not a period.
    Period(PeriodError),
    /// Not a fiscal year.
    FiscalYear(FiscalYearError),
    /// The period needs something that the claim or its payer lacks.
    Unresolved { why: ResolveError, payer: String, payee: String },
    /// Not a year of four digits.
    BadYear { key: &'static str },
    /// A stock at a date has no rate.
    StockWithRate,
    /// `steady` on a claim without a rate over a stated period.
    SteadyWithoutPeriod,
    /// A link from a claim to itself.
    LinksToItself { key: &'static str, id: String },
    /// A known conflict of fewer than two claims.
    ConflictOfOne,
    /// A stage order of fewer than two stages.
    OrderOfOne,
    /// A table of rates or prices is named by a path that cannot be read.
    TablePath { found: String, why: TablePathFault },
    /// The shape of a table of rates or prices.
    Table(TableFault),
    /// A row of a table of rates or prices.
    Rate(RateFault),
    /// Two rows give the rate of the same pair of currencies over the same time, one way or the other.
    DuplicateRate { base: Currency, quote: Currency, time: DayRange },
    /// Two rows give the price index of a currency in a year.
    DuplicateIndex { currency: Currency, year: i32 },
    /// The series that is preferred for a currency has no rates of it; these have.
    NotInSeries { currency: Currency, series: Series, pricing: Vec<Series> },
}

/// Why a path names no table of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TablePathFault {
    /// It starts at the root of a disk.
    Absolute,
    /// It has steps up, which could lead out of the dataset.
    Outside,
    /// It does not end in `.csv`.
    NotCsv,
}

/// What is wrong with the shape of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum TableFault {
    /// It has no rows beside its header, or not even that.
    Empty,
    /// It has bytes that no text has.
    NoText,
    /// Something else than a comma separates its columns.
    Separator { separator: char },
    /// A column that tables of this kind do not have.
    UnknownColumn { found: String, suggestion: Option<String>, known: Vec<&'static str> },
    /// A column that tables of this kind must have.
    MissingColumn { column: &'static str, known: Vec<&'static str> },
    /// A column that stands twice.
    DoubleColumn { column: &'static str },
    /// A row of more or fewer cells than the header.
    Width { found: usize, columns: usize },
    /// A quote that is not closed, or that opens or closes within a cell.
    Quote,
    /// So much is wrong that the rest was not read.
    TooMuch,
}

/// What is wrong with a row of a table of rates or prices.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum RateFault {
    /// A cell that must not be empty.
    Blank { column: &'static str },
    /// Not an exact number.
    Number { column: &'static str, found: String, reason: crate::money::AmountError },
    /// A rate or index of zero.
    Zero { column: &'static str },
    /// An interval where a day, a month or a year is asked for.
    Interval { found: String },
    /// Not a year of four digits.
    Year { found: String },
    /// A currency priced in itself.
    SameCurrency { currency: Currency },
    /// Only one of `low` and `high`.
    OneEnd { given: &'static str, lacking: &'static str },
    /// The lowest rate is above the highest.
    LowAboveHigh,
    /// The average is outside the lowest and the highest.
    Outside { end: &'static str },
}

impl Fault {
    /// The file or directory that a fault without a place is about, safe to print.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::DatasetMissing { path }
            | Self::Unreadable { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::SymbolicLink { path }
            | Self::FileTooLarge { path }
            | Self::EmptyDataset { path, .. } => Some(path),
            _ => None,
        }
    }
}
