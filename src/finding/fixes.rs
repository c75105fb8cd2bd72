//! What mends a finding, where there is one right answer.

use super::{Fact, Finding};
use crate::edit::Edit;

impl Finding {
    /// The changes that mend it; none where a person has to decide.
    #[must_use]
    pub fn fixes(&self) -> Vec<Edit> {
        let Some(&place) = self.places.first() else { return Vec::new() };
        match &self.fact {
            Fact::PaddedText { mended, .. } => vec![Edit::Replace { place, text: mended.clone() }],
            Fact::RedundantKey { .. } => vec![Edit::Remove { place }],
            Fact::UnsortedFile { .. } => vec![Edit::Sort { file: place.file }],
            _ => Vec::new(),
        }
    }
}
