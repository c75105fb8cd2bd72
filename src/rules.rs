//! What a careful reviewer of a dataset would look for: a rule a file, each a pure function.
//!
//! A rule sees a dataset that has been found valid, and says what it finds; it does not know what is made
//! of that. Beside each rule stands its explanation, which `crossfoot explain CODE` shows.

mod claim_after_source;
mod dates;
mod duplicate_claim;
mod duplicate_url;
mod echo_before_original;
mod equivalent_off_rate;
mod flow;
mod future_date;
mod origin_after_source;
mod padded_text;
mod period_after_claim;
mod restated_without_supersedes;
mod source_without_date;
mod source_without_url;
mod superseded_twice;
mod supersedes_later;
mod suspected_echo;
mod undated_claim;
mod unused_source;
mod url_not_http;
mod via_before_source;
mod web;
mod withdrawn_before_claim;
mod withdrawn_claim_referenced;

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
pub const RULES: &[Rule] = &[
    claim_after_source::check,
    duplicate_claim::check,
    duplicate_url::check,
    echo_before_original::check,
    equivalent_off_rate::check,
    future_date::check,
    origin_after_source::check,
    padded_text::check,
    period_after_claim::check,
    restated_without_supersedes::check,
    source_without_date::check,
    source_without_url::check,
    superseded_twice::check,
    supersedes_later::check,
    suspected_echo::check,
    undated_claim::check,
    unused_source::check,
    url_not_http::check,
    via_before_source::check,
    withdrawn_before_claim::check,
    withdrawn_claim_referenced::check,
];

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
    ("duplicate-claim", include_str!("rules/duplicate_claim.md")),
    ("duplicate-url", include_str!("rules/duplicate_url.md")),
    ("echo-before-original", include_str!("rules/echo_before_original.md")),
    ("equivalent-off-rate", include_str!("rules/equivalent_off_rate.md")),
    ("future-date", include_str!("rules/future_date.md")),
    ("origin-after-source", include_str!("rules/origin_after_source.md")),
    ("padded-text", include_str!("rules/padded_text.md")),
    ("period-after-claim", include_str!("rules/period_after_claim.md")),
    ("restated-without-supersedes", include_str!("rules/restated_without_supersedes.md")),
    ("source-without-date", include_str!("rules/source_without_date.md")),
    ("source-without-url", include_str!("rules/source_without_url.md")),
    ("superseded-twice", include_str!("rules/superseded_twice.md")),
    ("supersedes-later", include_str!("rules/supersedes_later.md")),
    ("suspected-echo", include_str!("rules/suspected_echo.md")),
    ("undated-claim", include_str!("rules/undated_claim.md")),
    ("unused-source", include_str!("rules/unused_source.md")),
    ("url-not-http", include_str!("rules/url_not_http.md")),
    ("via-before-source", include_str!("rules/via_before_source.md")),
    ("withdrawn-before-claim", include_str!("rules/withdrawn_before_claim.md")),
    ("withdrawn-claim-referenced", include_str!("rules/withdrawn_claim_referenced.md")),
];
