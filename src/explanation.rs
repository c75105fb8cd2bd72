//! What each code of a problem or a finding means: the texts that `crossfoot explain CODE` prints.

use crate::problem::explanations;
use crate::rules;

/// The explanation of a code, in Markdown; nothing where there is no such code.
#[must_use]
pub fn find(code: &str) -> Option<&'static str> {
    explanations::of(code).or_else(|| rules::explanation(code))
}

/// Every code that is explained.
pub fn codes() -> impl Iterator<Item = &'static str> {
    explanations::codes().chain(rules::explained())
}
