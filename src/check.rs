//! The check of a dataset: everything in it that is worth a look, in a fixed order.
//!
//! Conflicts come from the very report that `crossfoot report` shows; everything else from
//! [`crate::rules`]. What is made of each finding is up to [`Levels`].

mod accepted;
mod candidates;
mod nearby;
mod sets;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claim::{ClaimId, Dataset};
use crate::dataset::Files;
use crate::finding::{Fact, Finding};
use crate::level::{Level, Levels};
use crate::period::Date;
use crate::problem::Place;
use crate::reading::Reading;
use crate::reconcile::{Basis, Reconciler};
use crate::report::{self, Report, Selection};
use crate::rules::{ENTRY_RULES, RULES, Subject};
use candidates::{candidates, new_claims};

pub use candidates::{Candidate, Voices};

/// What is asked of a check.
#[derive(Debug)]
pub struct Asked {
    /// The reading's variant by which words become numbers; nothing for the dataset's own.
    pub reading: Option<String>,
    /// The state of knowledge on this day; nothing for all that is known.
    pub as_of: Option<Date>,
    /// The day on which the dataset is looked at: later dates have not come yet.
    pub today: NaiveDate,
    /// What is made of each finding.
    pub levels: Levels,
}

/// What was found in a dataset.
#[derive(Debug)]
pub struct Check {
    /// What the claims are to each other; of new claims, in the sections in which those stand.
    pub report: Report,
    /// What is worth a look and not allowed, with its level, in the order of the places.
    pub findings: Vec<(Level, Finding)>,
    /// What new claims are to the dataset; nothing where it was checked as a whole.
    pub new: Option<New>,
}

/// What new claims are to a dataset.
#[derive(Debug)]
pub struct New {
    /// The new claims, in the order of their ids.
    pub candidates: Vec<Candidate>,
    /// How many claims the dataset has without them.
    pub known_claims: usize,
    /// How many conflicts there are among the dataset's own claims that they can bear on, and that nobody has
    /// accepted.
    pub not_about_them: usize,
}

impl Check {
    /// How many findings there are at a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|(each, _)| *each == level).count()
    }

    /// The claims of every conflict among the findings, each in the order of the report.
    #[must_use]
    pub fn unaccepted(&self) -> Vec<Vec<String>> {
        let sets = self.findings.iter().filter_map(|(_, finding)| match finding.fact {
            Fact::Set { code, set } if code != "close" => Some(set),
            _ => None,
        });
        sets.filter_map(|at| at.claims(&self.report)).collect()
    }
}

/// Looks for everything in a dataset that is worth a look.
#[must_use]
pub fn check(dataset: &Dataset, files: &Files, asked: &Asked) -> Check {
    let reading = asked.reading(dataset);
    let basis = Basis::new(dataset, reading, asked.as_of.as_ref());
    let reconciler = basis.reconciler(dataset, reading);
    let selection = Selection { as_of: asked.as_of.clone(), ..Selection::default() };
    let report = report::build_on(&basis, dataset, files, reading, &selection);
    let findings = findings(&report, reconciler, files, asked);
    Check { findings, report, new: None }
}

/// Holds the claims that are in files of new ones against the rest of the dataset. Only what they can bear on
/// is compared.
#[must_use]
pub fn check_new(dataset: Dataset, files: &Files, asked: &Asked) -> Check {
    let new = new_claims(&dataset, files);
    let known_claims = dataset.claims.len() - new.len();
    let nearby = nearby::nearby(&dataset, &new);
    let brings_entries = dataset.entry_places().any(|place| files.is_new(place));
    let dataset = &dataset.only(&nearby, brings_entries);
    let new = new_claims(dataset, files);
    let reading = asked.reading(dataset);
    let basis = Basis::new(dataset, reading, asked.as_of.as_ref());
    let reconciler = basis.reconciler(dataset, reading);
    let selection =
        Selection { as_of: asked.as_of.clone(), about: Some(new.clone()), ..Selection::default() };
    let report = report::build_on(&basis, dataset, files, reading, &selection);
    let is_about_new =
        |(_, finding): &(Level, Finding)| finding.places.iter().any(|&place| files.is_new(place));
    let (findings, others): (Vec<_>, Vec<_>) =
        findings(&report, reconciler, files, asked).into_iter().partition(is_about_new);
    let candidates = candidates(&new, &report, reconciler, files, asked);
    let is_set = |finding: &Finding| matches!(finding.fact, Fact::Set { .. });
    let not_about_them = others.iter().filter(|(_, finding)| is_set(finding)).count();
    Check { findings, report, new: Some(New { candidates, known_claims, not_about_them }) }
}

impl Asked {
    /// The reading that is asked for, or the dataset's own where it does not have that.
    fn reading<'a>(&self, dataset: &'a Dataset) -> &'a Reading {
        dataset.reading(self.reading.as_deref()).unwrap_or(&dataset.reading)
    }
}

/// Everything that is worth a look, with its level, what is allowed left out; in the order of the places.
fn findings(
    report: &Report,
    reconciler: Reconciler<'_>,
    files: &Files,
    asked: &Asked,
) -> Vec<(Level, Finding)> {
    let subject = Subject { files, reconciler, today: asked.today };
    let mut findings = sets::findings(report, &subject);
    findings.extend(accepted::findings(report, &subject));
    let of_entries = if subject.asks_about_entries() { ENTRY_RULES } else { &[] };
    findings.extend(RULES.iter().chain(of_entries).flat_map(|rule| rule(&subject)));
    let mut findings: Vec<(Level, Finding)> =
        findings.into_iter().map(|finding| (asked.levels.of(finding.code()), finding)).collect();
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
