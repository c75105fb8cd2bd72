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
mod group_of_one;
mod hidden_characters;
mod id_not_kebab_case;
mod isolated_claim;
mod origin_after_source;
mod padded_text;
mod payer_is_payee;
mod period_after_claim;
mod redundant_key;
mod redundant_member;
mod restated_without_supersedes;
mod similar_names;
mod source_without_date;
mod source_without_url;
mod superseded_twice;
mod supersedes_later;
mod suspected_echo;
mod suspicious_magnitude;
mod undated_claim;
mod unsorted_file;
mod unused_entry;
mod unused_source;
mod url_not_http;
mod via_before_source;
mod web;
mod withdrawn_before_claim;
mod withdrawn_claim_referenced;

use chrono::NaiveDate;

use crate::claim::{ClaimId, Dataset};
use crate::dataset::Files;
use crate::finding::Finding;
use crate::problem::Place;
use crate::reconcile::Reconciler;
use crate::standing::Standing;

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

    /// Whether any actor, category or source is asked about.
    #[must_use]
    pub fn asks_about_entries(&self) -> bool {
        self.dataset().entry_places().any(|place| self.asks_about(place))
    }

    /// Whether what stands at a place is asked about: where there are new claims, only they and what comes with
    /// them. A rule may pass over everything else.
    fn asks_about(&self, place: Place) -> bool {
        !self.files.have_new() || self.files.is_new(place)
    }

    /// The files that are asked about, by position.
    fn files_asked_about(&self) -> impl Iterator<Item = u32> {
        self.files.indices().filter(|&file| self.asks_about(Place { file, start: 0, end: 0 }))
    }

    /// Whether a claim speaks for itself.
    fn speaks(&self, claim: ClaimId) -> bool {
        *self.reconciler.standing(claim) == Standing::Active
    }

    /// Whether a claim is neither withdrawn nor superseded.
    fn stands(&self, claim: ClaimId) -> bool {
        matches!(self.reconciler.standing(claim), Standing::Active | Standing::Echo { .. })
    }
}

/// A rule: what it finds, in any order.
pub type Rule = fn(&Subject<'_>) -> Vec<Finding>;

/// Rules about claims, and about how things are written down.
pub const RULES: &[Rule] = &[
    claim_after_source::check,
    duplicate_claim::check,
    echo_before_original::check,
    equivalent_off_rate::check,
    future_date::check,
    hidden_characters::check,
    id_not_kebab_case::check,
    isolated_claim::check,
    padded_text::check,
    payer_is_payee::check,
    period_after_claim::check,
    redundant_key::check,
    restated_without_supersedes::check,
    source_without_date::check,
    source_without_url::check,
    superseded_twice::check,
    supersedes_later::check,
    suspected_echo::check,
    suspicious_magnitude::check,
    undated_claim::check,
    unsorted_file::check,
    url_not_http::check,
    via_before_source::check,
    withdrawn_before_claim::check,
    withdrawn_claim_referenced::check,
];

/// Rules about actors, categories and sources: they find nothing where none of those is asked about.
pub const ENTRY_RULES: &[Rule] = &[
    duplicate_url::check,
    group_of_one::check,
    origin_after_source::check,
    redundant_member::check,
    similar_names::check,
    unused_entry::actors,
    unused_entry::categories,
    unused_source::check,
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
    ("close", include_str!("rules/close.md")),
    ("conditional-conflict", include_str!("rules/conditional_conflict.md")),
    ("conflict", include_str!("rules/conflict.md")),
    ("duplicate-claim", include_str!("rules/duplicate_claim.md")),
    ("duplicate-url", include_str!("rules/duplicate_url.md")),
    ("echo-before-original", include_str!("rules/echo_before_original.md")),
    ("equivalent-off-rate", include_str!("rules/equivalent_off_rate.md")),
    ("future-date", include_str!("rules/future_date.md")),
    ("garbled-echo", include_str!("rules/garbled_echo.md")),
    ("group-of-one", include_str!("rules/group_of_one.md")),
    ("hidden-characters", include_str!("rules/hidden_characters.md")),
    ("id-not-kebab-case", include_str!("rules/id_not_kebab_case.md")),
    ("isolated-claim", include_str!("rules/isolated_claim.md")),
    ("origin-after-source", include_str!("rules/origin_after_source.md")),
    ("padded-text", include_str!("rules/padded_text.md")),
    ("payer-is-payee", include_str!("rules/payer_is_payee.md")),
    ("period-after-claim", include_str!("rules/period_after_claim.md")),
    ("redundant-key", include_str!("rules/redundant_key.md")),
    ("redundant-member", include_str!("rules/redundant_member.md")),
    ("restated-without-supersedes", include_str!("rules/restated_without_supersedes.md")),
    ("self-contradiction", include_str!("rules/self_contradiction.md")),
    ("similar-names", include_str!("rules/similar_names.md")),
    ("source-without-date", include_str!("rules/source_without_date.md")),
    ("source-without-url", include_str!("rules/source_without_url.md")),
    ("superseded-twice", include_str!("rules/superseded_twice.md")),
    ("supersedes-later", include_str!("rules/supersedes_later.md")),
    ("suspected-echo", include_str!("rules/suspected_echo.md")),
    ("suspicious-magnitude", include_str!("rules/suspicious_magnitude.md")),
    ("undated-claim", include_str!("rules/undated_claim.md")),
    ("undecided", include_str!("rules/undecided.md")),
    ("unexplained-acceptance", include_str!("rules/unexplained_acceptance.md")),
    ("unneeded-acceptance", include_str!("rules/unneeded_acceptance.md")),
    ("unsorted-file", include_str!("rules/unsorted_file.md")),
    ("unused-actor", include_str!("rules/unused_actor.md")),
    ("unused-category", include_str!("rules/unused_category.md")),
    ("unused-source", include_str!("rules/unused_source.md")),
    ("url-not-http", include_str!("rules/url_not_http.md")),
    ("via-before-source", include_str!("rules/via_before_source.md")),
    ("withdrawn-before-claim", include_str!("rules/withdrawn_before_claim.md")),
    ("withdrawn-claim-referenced", include_str!("rules/withdrawn_claim_referenced.md")),
];
