//! What a check found, one renderer a format.
//!
//! [`Told`] puts each finding, and each problem that keeps a dataset from being read, into words once; the
//! renderers lay those out. All text in it is safe to print on a line.

mod candidates;
mod human;
mod json;
mod short;
mod told;

use super::Terminal;
use crate::check::Check;
use crate::dataset::Files;
use crate::problem::Problem;
use told::{Severity, Told};

/// A format that a check can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFormat {
    /// With the lines that each finding is about.
    Human,
    /// A line a finding.
    Short,
    /// Everything, for programs.
    Json,
}

/// What there is to tell of a dataset.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'a> {
    /// It was read and checked.
    Checked(&'a Check),
    /// It could not be read.
    Unreadable(&'a [Problem]),
}

/// The outcome of a check in a format. The text ends with a line break.
#[must_use]
pub fn render_check(outcome: Outcome<'_>, files: &Files, format: CheckFormat, terminal: Terminal) -> String {
    let told = told::tell(outcome, files);
    match format {
        CheckFormat::Human => human::render(&told, outcome, files, terminal),
        CheckFormat::Short => short::render(&told),
        CheckFormat::Json => json::render(&told, outcome),
    }
}
