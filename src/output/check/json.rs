//! Everything that was found, for programs.

use serde::Serialize;

use super::candidates::{self, ToldCandidate};
use super::{Outcome, Severity, Told};
use crate::level::Level;
use crate::number::Rational;
use crate::output::json;
use crate::reconcile::Verdict;
use crate::report::ReadingFacts;

/// The version of this form. It grows when a key changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    format: &'static str,
    version: u32,
    title: Option<&'a str>,
    reading: Option<&'a ReadingFacts>,
    as_of: Option<&'a str>,
    counts: Counts,
    findings: Vec<Finding<'a>>,
    /// Nothing where the dataset was checked as a whole.
    new_claims: Option<Vec<ToldCandidate<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    claims: usize,
    sources: usize,
    problems: usize,
    denied: usize,
    warned: usize,
    /// Conflicts among the claims of the dataset that new claims can bear on, which are not told.
    not_told: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Finding<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    places: Vec<Place<'a>>,
    notes: &'a [String],
    help: &'a [String],
    conflict: Option<Conflict<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    bytes: (u32, u32),
    label: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Conflict<'a> {
    id: &'a str,
    claims: &'a [String],
    verdict: Verdict,
    stretch: Option<&'a Rational>,
}

pub(super) fn render(told: &[Told], outcome: Outcome<'_>) -> String {
    let check = match outcome {
        Outcome::Checked(check) => Some(check),
        Outcome::Unreadable(_) => None,
    };
    let report = check.map(|check| &check.report);
    let document = Document {
        format: "crossfoot-check",
        version: VERSION,
        title: report.map(|report| report.title.as_str()),
        reading: report.map(|report| &report.reading),
        as_of: report.and_then(|report| report.as_of.as_deref()),
        counts: Counts {
            claims: report.map_or(0, |report| report.counts.claims),
            sources: report.map_or(0, |report| report.counts.sources),
            problems: told.iter().filter(|each| each.severity == Severity::Problem).count(),
            denied: check.map_or(0, |check| check.count(Level::Deny)),
            warned: check.map_or(0, |check| check.count(Level::Warn)),
            not_told: check.and_then(|check| check.new.as_ref()).map_or(0, |new| new.not_about_them),
        },
        findings: told.iter().map(finding).collect(),
        new_claims: check.filter(|check| check.new.is_some()).map(candidates::tell),
    };
    json::text(&document)
}

fn finding(told: &Told) -> Finding<'_> {
    Finding {
        code: told.code,
        severity: told.severity,
        message: &told.title,
        places: told
            .marks
            .iter()
            .map(|mark| Place {
                file: &mark.path,
                line: mark.start.line,
                column: mark.start.column,
                end_line: mark.end.line,
                end_column: mark.end.column,
                bytes: (mark.place.start, mark.place.end),
                label: mark.label.as_deref(),
            })
            .collect(),
        notes: &told.notes,
        help: &told.help,
        conflict: told.set.as_ref().map(|set| Conflict {
            id: &set.id,
            claims: &set.claims,
            verdict: set.verdict,
            stretch: set.stretch.as_ref(),
        }),
        fingerprint: &told.fingerprint,
    }
}
