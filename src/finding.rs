//! What is worth a look in a dataset that can be read: typed facts with their places.
//!
//! A rule finds, [`words`] tells. What keeps a dataset from being read is a
//! [`Problem`](crate::problem::Problem) instead.

mod fixes;
pub mod words;

use crate::problem::Place;
use crate::report::Report;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub fact: Fact,
    /// Where: the place to change first, then the others that it takes to understand it. A finding without
    /// places is about the dataset as a whole.
    pub places: Vec<Place>,
}

impl Finding {
    /// A fact at a place.
    #[must_use]
    pub fn at(place: Place, fact: Fact) -> Self {
        Self { fact, places: vec![place] }
    }

    /// The same with a further place to look at.
    #[must_use]
    pub fn and(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// The code of its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.fact.code()
    }
}

/// Which set of claims of a report cannot be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAt {
    /// The section, by position in the report.
    pub section: usize,
    /// The set in it.
    pub set: SetIn,
}

impl SetAt {
    /// The claims of the set.
    #[must_use]
    pub fn claims(self, report: &Report) -> Option<Vec<String>> {
        let section = report.sections.get(self.section)?;
        Some(match self.set {
            SetIn::Conflict { unit, conflict } => {
                section.sets.get(unit)?.conflicts.get(conflict)?.claims.clone()
            }
            SetIn::Pair(pair) => {
                let pair = section.pairs.get(pair)?;
                vec![pair.first.clone(), pair.second.clone()]
            }
        })
    }
}

/// A set of claims in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetIn {
    /// One that was found with all claims of its unit at once.
    Conflict {
        /// The unit, by position among the sets of the section.
        unit: usize,
        /// The conflict, by position.
        conflict: usize,
    },
    /// A pair, where the section was not decided as a whole; by position.
    Pair(usize),
}

/// Why an accepted conflict is none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum Unneeded {
    /// A claim takes no part: it is withdrawn, superseded, or repeats another.
    Silent { claim: String, standing: SilentAs },
    /// Some of the claims contradict each other already.
    Smaller { conflicts: Vec<Vec<String>> },
    /// They conflict only together with further claims.
    Larger { conflicts: Vec<Vec<String>> },
    /// They fit, if only when stretched by no more than the materiality.
    Close,
    /// They can all be true.
    Fit,
    /// They do not bear on each other.
    Apart,
}

/// Why a claim does not speak for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum SilentAs {
    /// It was withdrawn.
    Withdrawn,
    /// Another claim supersedes it.
    Superseded { by: String },
    /// It repeats another claim.
    Echo { of: String },
    /// It was not known by the day asked about.
    NotYet,
}

/// The facts of a finding. Variants stand in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum Fact {
    /// A claim is dated later than its source.
    ClaimAfterSource { claim: String, date: String, source: String, source_date: String },
    /// A set of claims cannot be true, only on an assumption, or only just. What is said of it is told from
    /// the report.
    Set { code: &'static str, set: SetAt },
    /// A claim repeats another and gets something wrong.
    GarbledEcho { section: usize, pair: usize },
    /// A section could not be decided to the end.
    Undecided { claims: usize, is_compared: bool },
    /// An accepted conflict has no reason.
    UnexplainedAcceptance { claims: Vec<String> },
    /// An accepted conflict is none.
    UnneededAcceptance { claims: Vec<String>, why: Unneeded },
    /// No claim names a source.
    UnusedSource { source: String },
}

impl Fact {
    /// The code of its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Set { code, .. } => code,
            Self::ClaimAfterSource { .. } => "claim-after-source",
            Self::GarbledEcho { .. } => "garbled-echo",
            Self::Undecided { .. } => "undecided",
            Self::UnexplainedAcceptance { .. } => "unexplained-acceptance",
            Self::UnneededAcceptance { .. } => "unneeded-acceptance",
            Self::UnusedSource { .. } => "unused-source",
        }
    }
}
