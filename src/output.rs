//! Renderers: one a format, all of the same [`Report`]. They lay out and word facts; they decide none.

mod amount;
mod bounds;
mod causes;
mod cells;
mod check;
mod claim;
mod conditions;
mod conversion;
mod csv;
mod explain;
mod json;
mod markdown;
mod rates;
mod reasons;
mod sets;
mod table;
mod words;

pub use causes::sentence as cause_sentence;
pub use check::{CheckFormat, Outcome, render_check};
pub use claim::render as render_claim;
pub use rates::{render_rates, render_series};

use crate::dataset::Files;
use crate::explain::{ClaimFacts, ConflictAt, Explained};
use crate::report::bounds::Bounds;
use crate::report::{PairFacts, Report, Row, Section};

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tables and words for a terminal.
    Table,
    /// Markdown with GitHub's tables.
    Markdown,
    /// One row a claim.
    Csv,
    /// Everything, for programs.
    Json,
}

/// A format that the bounds of a flow can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundsFormat {
    /// A table and words for a terminal.
    Table,
    /// Markdown with GitHub's tables.
    Markdown,
    /// Everything, for programs.
    Json,
}

/// A format that exchange rates can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatesFormat {
    /// A table and words for a terminal.
    Table,
    /// Everything, for programs.
    Json,
}

/// What a terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether colours are wanted.
    pub colour: bool,
}

/// The report in a format. The text ends with a line break.
#[must_use]
pub fn render(report: &Report, format: Format, terminal: Terminal) -> String {
    match format {
        Format::Table => table::render(report, terminal),
        Format::Markdown => markdown::render(report),
        Format::Csv => csv::render(report),
        Format::Json => json::render(report),
    }
}

/// The bounds of a flow in a format. The text ends with a line break.
#[must_use]
pub fn render_bounds(bounds: &Bounds, format: BoundsFormat, terminal: Terminal) -> String {
    bounds::render(bounds, format, terminal)
}

/// How a claim's words become what it bounds, and what it is to others. The text ends with a line break.
#[must_use]
pub fn explain_claim(
    explained: &Explained,
    (row, section): (&Row, Option<&Section>),
    facts: &ClaimFacts,
    files: &Files,
    terminal: Terminal,
) -> String {
    explain::claim::render(explained, (row, section), facts, files, terminal)
}

/// Why claims cannot all be true, so that it can be redone by hand. The text ends with a line break.
#[must_use]
pub fn explain_conflict(
    explained: &Explained,
    at: &ConflictAt<'_>,
    files: &Files,
    terminal: Terminal,
) -> String {
    explain::conflict::render(explained, at, files, terminal)
}

/// What two claims are to each other, as a sentence without a full stop.
#[must_use]
pub fn pair_sentence(explained: &Explained, pair: &PairFacts, section: &Section) -> String {
    explain::pair(explained, pair, section)
}
