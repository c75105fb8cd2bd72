//! Sources that no claim names.

use super::Subject;
use crate::claim::SourceId;
use crate::finding::{Fact, Finding};

/// A source is used if a claim is said by it or was read in it, or if a source that is used derives from it.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut used = dataset.named().sources;
    let behind: Vec<SourceId> =
        used.iter().flat_map(|&source| &dataset.source(source).ancestors).copied().collect();
    used.extend(behind);
    let unused = dataset.sources.iter().zip(0..).filter(|&(_, position)| !used.contains(&SourceId(position)));
    unused
        .map(|(source, _)| Finding::at(source.places.id, Fact::UnusedSource { source: source.id.clone() }))
        .collect()
}
