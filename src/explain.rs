//! Explanations: every step from a claim's words to its interval, and from claims to the proof that they
//! cannot all be true, as facts. Nothing here decides anything: all verdicts are those of the [`Report`].

mod claim;
mod find;

pub use claim::{BoundFacts, ClaimFacts, CurrencyFrom, FigureFacts, NodeFacts, Placement};
pub use find::{Found, find};

use crate::claim::Dataset;
use crate::dataset::Files;
use crate::period::Date;
use crate::problem::Place;
use crate::reading::{Origin, Reading};
use crate::report::sets::{ClusterFacts, ConflictFacts, Sets};
use crate::report::{Report, Row, Section, Selection, build};

/// A dataset's report, to be explained.
#[derive(Debug)]
pub struct Explained {
    /// The report.
    pub report: Report,
    /// The rules of the reading, each with who gave it: by key, as in a `[reading]` table.
    pub rules: Vec<Rule>,
    /// Where each claim and its figure stand, by id, sorted.
    places: Vec<(String, Place, Place)>,
}

/// A rule of the reading.
#[derive(Debug)]
pub struct Rule {
    /// Its key.
    pub key: &'static str,
    /// Its value, as a dataset writes it.
    pub value: String,
    /// Who gave it.
    pub origin: Origin,
}

/// A conflict with all that is told of it.
#[derive(Debug, Clone, Copy)]
pub struct ConflictAt<'a> {
    /// The claims that bear on each other.
    pub section: &'a Section,
    /// All that is told of their sets.
    pub sets: &'a Sets,
    /// The conflict.
    pub conflict: &'a ConflictFacts,
    /// The conflicts that share claims with it, and how to be rid of them all.
    pub cluster: Option<&'a ClusterFacts>,
}

impl Explained {
    /// Reports on a dataset under a reading, as of a day or of all that is known.
    #[must_use]
    pub fn new(dataset: &Dataset, files: &Files, reading: &Reading, as_of: Option<Date>) -> Self {
        let report = build(dataset, files, reading, &Selection { as_of, ..Selection::default() });
        let rule = |(key, value): (&'static str, String)| Rule { key, value, origin: reading.origin(key) };
        let counts =
            report.reading.magnitudes.iter().map(|(key, (low, high))| (*key, format!("{low}–{high}")));
        let rules = report.reading.keys.iter().cloned().chain(counts).map(rule).collect();
        let mut places: Vec<(String, Place, Place)> =
            dataset.claims.iter().map(|claim| (claim.id.clone(), claim.place, claim.figure_place)).collect();
        places.sort();
        Self { report, rules, places }
    }

    /// The rule with this key.
    #[must_use]
    pub fn rule(&self, key: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.key == key)
    }

    /// The row of a claim, with the section that it stands in if it bears on others.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<(&Row, Option<&Section>)> {
        let in_sections = self
            .report
            .sections
            .iter()
            .flat_map(|section| section.rows.iter().map(move |row| (row, Some(section))));
        let others = self.report.alone.iter().chain(&self.report.left_out).map(|row| (row, None));
        in_sections.chain(others).find(|(row, _)| row.id == id)
    }

    /// Where a claim stands, and where its figure does.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<(Place, Place)> {
        let at = self.places.binary_search_by(|(each, ..)| each.as_str().cmp(id)).ok()?;
        self.places.get(at).map(|&(_, whole, figure)| (whole, figure))
    }

    /// Every set of claims that cannot all be true, or only just.
    pub fn conflicts(&self) -> impl Iterator<Item = ConflictAt<'_>> {
        let sets = self
            .report
            .sections
            .iter()
            .flat_map(|section| section.sets.iter().map(move |sets| (section, sets)));
        sets.flat_map(|(section, sets)| {
            sets.conflicts.iter().enumerate().map(move |(position, conflict)| ConflictAt {
                section,
                sets,
                conflict,
                cluster: sets.clusters.iter().find(|cluster| cluster.conflicts.contains(&position)),
            })
        })
    }
}
