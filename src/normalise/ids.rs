//! Ids: unique within their kind, typed by people, referred to from everywhere.

use super::Log;
use crate::dataset::raw::Text;
use crate::problem::{Fault, Kind, Problem};
use crate::text::is_hostile;

/// The ids of one kind in ascending order, with the words that stand for everything.
pub(super) struct Ids {
    kind: Kind,
    ids: Vec<String>,
}

impl Ids {
    /// Sorts records by id, and reports ids that are taken or unusable. The records come back in the order
    /// of their ids, then those whose id was taken, which have other faults to report but no place.
    pub(super) fn assign<'i, T>(
        kind: Kind,
        records: Vec<T>,
        id: impl Fn(&T) -> Option<&Text<'i>>,
        log: &mut Log<'_>,
    ) -> (Self, Vec<T>, Vec<T>) {
        let mut named: Vec<T> = records.into_iter().filter(|record| id(record).is_some()).collect();
        named.sort_by(|a, b| {
            let key = |record| id(record).map(|text| (text.value.as_ref(), text.place));
            key(a).cmp(&key(b))
        });
        let mut ids: Vec<String> = Vec::with_capacity(named.len());
        let mut kept: Vec<T> = Vec::with_capacity(named.len());
        let mut doubles: Vec<T> = Vec::new();
        for record in named {
            let Some(text) = id(&record) else { continue };
            let written = text.value.as_ref();
            if let Some(first) = kept.last().and_then(&id).filter(|first| first.value == text.value) {
                let fault = Fault::DuplicateId { kind, id: written.to_owned() };
                log.problems.push(Problem::at(text.place, fault).related_to(first.place));
                doubles.push(record);
                continue;
            }
            let reserved = match kind {
                Kind::Actor => written == "any",
                Kind::Category => written == "all",
                Kind::Source | Kind::Claim => false,
            };
            if reserved
                || written.is_empty()
                || written.contains(|c: char| is_hostile(c) || c.is_whitespace())
            {
                log.push(text.place, Fault::UnusableId { kind, id: written.to_owned() });
            }
            ids.push(written.to_owned());
            kept.push(record);
        }
        (Self { kind, ids }, kept, doubles)
    }

    /// The position of the id, or a problem with a suggestion.
    pub(super) fn find(&self, id: &Text<'_>, log: &mut Log<'_>) -> Option<usize> {
        let written = id.value.as_ref();
        let found = self.ids.binary_search_by(|known| known.as_str().cmp(written)).ok();
        if found.is_none() {
            let suggestion = log.suggest(written, self.ids.iter().map(String::as_str));
            log.push(id.place, Fault::UnknownId { kind: self.kind, id: written.to_owned(), suggestion });
        }
        found
    }

    /// The positions of a list of ids, each named once.
    pub(super) fn find_all(&self, key: &'static str, ids: &[Text<'_>], log: &mut Log<'_>) -> Vec<usize> {
        let mut seen = std::collections::BTreeMap::new();
        for id in ids {
            let Some(position) = self.find(id, log) else { continue };
            if let Some(first) = seen.insert(position, id.place) {
                let fault = Fault::ListedTwice { key, id: id.value.to_string() };
                log.problems.push(Problem::at(id.place, fault).related_to(first));
            }
        }
        seen.into_keys().collect()
    }

    /// The id at a position.
    pub(super) fn id(&self, position: usize) -> &str {
        self.ids.get(position).map_or("", String::as_str)
    }
}
