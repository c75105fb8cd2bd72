//! Pages that two sources give as theirs.

use std::collections::BTreeMap;

use super::{Subject, web};
use crate::claim::Source;
use crate::finding::{Fact, Finding};

/// Each source is held against the one that stands first.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut sources: Vec<&Source> = subject.dataset().sources.iter().collect();
    sources.sort_by_key(|source| source.places.id);
    let mut first_of: BTreeMap<String, &Source> = BTreeMap::new();
    let mut found = Vec::new();
    for source in sources {
        let Some((url, place)) = source.url.as_ref().zip(source.places.url) else { continue };
        let Some(page) = web::page(url) else { continue };
        let first = *first_of.entry(page).or_insert(source);
        if let Some(first_place) = first.places.url.filter(|_| first.id != source.id) {
            let fact = Fact::DuplicateUrl { source: source.id.clone(), first: first.id.clone() };
            found.push(Finding::at(place, fact).and(first_place));
        }
    }
    found
}
