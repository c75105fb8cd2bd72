//! The check of a dataset: everything in it that is worth a look, in a fixed order.
//!
//! Conflicts come from the very report that `crossfoot report` shows; everything else from
//! [`crate::rules`]. What is made of each finding is up to [`Levels`].

mod accepted;
mod sets;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claim::{ClaimId, Dataset};
use crate::dataset::Files;
use crate::finding::Finding;
use crate::level::{Level, Levels};
use crate::period::Date;
use crate::problem::Place;
use crate::reading::Reading;
use crate::reconcile::Basis;
use crate::report::{self, Report, Selection};
use crate::rules::{RULES, Subject};

/// What is asked of a check.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The rules by which words become numbers.
    pub reading: &'a Reading,
    /// The state of knowledge on this day; nothing for all that is known.
    pub as_of: Option<&'a Date>,
    /// The day on which the dataset is looked at: later dates have not come yet.
    pub today: NaiveDate,
    /// What is made of each finding.
    pub levels: Levels,
}

/// What was found in a dataset.
#[derive(Debug)]
pub struct Check {
    /// What the claims are to each other.
    pub report: Report,
    /// What is worth a look and not allowed, with its level, in the order of the places.
    pub findings: Vec<(Level, Finding)>,
}

impl Check {
    /// How many findings there are at a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|(each, _)| *each == level).count()
    }
}

/// Looks for everything in a dataset that is worth a look.
#[must_use]
pub fn check(dataset: &Dataset, files: &Files, asked: &Asked<'_>) -> Check {
    let selection = Selection { as_of: asked.as_of.cloned(), ..Selection::default() };
    let basis = Basis::new(dataset, asked.reading, asked.as_of);
    let report = report::build_on(&basis, dataset, files, asked.reading, &selection);
    let subject = Subject { files, reconciler: basis.reconciler(dataset, asked.reading), today: asked.today };
    let mut findings = sets::findings(&report, dataset);
    findings.extend(accepted::findings(&report, &subject));
    findings.extend(RULES.iter().flat_map(|rule| rule(&subject)));
    Check { findings: weighed(findings, &asked.levels), report }
}

/// Findings with their levels, those that are allowed left out, in the order of their places.
fn weighed(findings: Vec<Finding>, levels: &Levels) -> Vec<(Level, Finding)> {
    let mut findings: Vec<(Level, Finding)> =
        findings.into_iter().map(|finding| (levels.of(finding.code()), finding)).collect();
    findings.retain(|(level, _)| *level != Level::Allow);
    findings.sort_by(|(_, one), (_, other)| (&one.places, one.code()).cmp(&(&other.places, other.code())));
    findings
}

/// The claims of these ids, in ascending order.
fn claims_of(ids: &[String], dataset: &Dataset) -> Vec<ClaimId> {
    let found: BTreeSet<ClaimId> = ids.iter().filter_map(|id| dataset.find_claim(id)).collect();
    found.into_iter().collect()
}

/// Where the figures of these claims stand.
fn figures_of(ids: &[String], dataset: &Dataset) -> Vec<Place> {
    let claims = ids.iter().filter_map(|id| dataset.find_claim(id));
    claims.map(|claim| dataset.claim(claim).figure_place).collect()
}
