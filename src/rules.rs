//! What a careful reviewer of a dataset would look for: a rule a file, each a pure function.
//!
//! A rule sees a dataset that has been found valid, and says what it finds; it does not know what is made
//! of that. Beside each rule stands its explanation, which `crossfoot explain CODE` shows.

mod claim_after_source;
mod unused_source;

use chrono::NaiveDate;

use crate::claim::Dataset;
use crate::dataset::Files;
use crate::finding::Finding;
use crate::reconcile::Reconciler;

/// What rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its files.
    pub files: &'a Files,
    /// The claims, placed and with the parts that they play.
    pub reconciler: Reconciler<'a>,
    /// The day on which it is looked at.
    pub today: NaiveDate,
}

impl<'a> Subject<'a> {
    /// The dataset.
    #[must_use]
    pub fn dataset(&self) -> &'a Dataset {
        self.reconciler.dataset
    }
}

/// A rule: what it finds, in any order.
pub type Rule = fn(&Subject<'_>) -> Vec<Finding>;

/// Every rule.
pub const RULES: &[Rule] = &[claim_after_source::check, unused_source::check];

/// The explanation of a kind of finding: what, why, an example and what to do instead.
#[must_use]
pub fn explanation(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(name, _)| *name == code).map(|(_, text)| *text)
}

/// Every kind of finding that is explained.
pub fn explained() -> impl Iterator<Item = &'static str> {
    EXPLANATIONS.iter().map(|&(code, _)| code)
}

/// Each code with its explanation, in the order of the codes.
const EXPLANATIONS: &[(&str, &str)] = &[
    ("claim-after-source", include_str!("rules/claim_after_source.md")),
    ("unused-source", include_str!("rules/unused_source.md")),
];
