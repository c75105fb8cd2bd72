//! What a check found, one renderer a format.
//!
//! [`Told`] puts each finding, and each problem that keeps a dataset from being read, into words once; the
//! renderers lay those out. All text in it is safe to print on a line.

mod candidates;
mod details;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod short;
mod told;
mod uri;

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
    /// SARIF 2.1.0, which code scanning reads.
    Sarif,
    /// Commands that annotate the lines of a pull request on GitHub.
    Github,
    /// JUnit XML, which continuous integration reads.
    Junit,
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
        CheckFormat::Sarif => sarif::render(&told, outcome, files),
        CheckFormat::Github => github::render(&told, outcome),
        CheckFormat::Junit => junit::render(&told, files),
    }
}
