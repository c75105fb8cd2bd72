//! Ids: unique within their kind, typed by people, referred to from everywhere.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::Log;
use crate::dataset::raw::Text;
use crate::problem::{Fault, Kind, Link, Place, Problem};
use crate::text::is_hostile;

/// The ids of one kind in ascending order.
pub(super) struct Ids<'i> {
    kind: Kind,
    sorted: Vec<Cow<'i, str>>,
    positions: HashMap<Cow<'i, str>, usize>,
}

impl<'i> Ids<'i> {
    /// Sorts records by id, and reports ids that are taken or unusable. The records come back in the order
    /// of their ids, then those whose id was taken, which have other faults to report but no place.
    pub(super) fn assign<T>(
        kind: Kind,
        mut records: Vec<T>,
        id: impl Fn(&T) -> Option<&Text<'i>>,
        log: &mut Log<'_>,
    ) -> (Self, Vec<T>, Vec<T>) {
        records.retain(|record| id(record).is_some());
        records.sort_by(|a, b| {
            let key = |record| id(record).map(|text| (text.value.as_ref(), text.place));
            key(a).cmp(&key(b))
        });
        let mut sorted: Vec<Cow<'i, str>> = Vec::with_capacity(records.len());
        let mut last: Option<Text<'i>> = None;
        let is_double = |record: &mut T| {
            let Some(text) = id(record) else { return false };
            let written = text.value.as_ref();
            if let Some(first) = last.as_ref().filter(|first| first.value == text.value) {
                let fault = Fault::DuplicateId { kind, id: written.to_owned() };
                log.problems.push(Problem::at(text.place, fault).related_to(first.place));
                return true;
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
            sorted.push(text.value.clone());
            last = Some(text.clone());
            false
        };
        let doubles = records.extract_if(.., is_double).collect();
        let positions = sorted.iter().cloned().zip(0..).collect();
        (Self { kind, sorted, positions }, records, doubles)
    }

    /// The position of the id, or a problem with a suggestion.
    pub(super) fn find(&self, id: &Text<'_>, log: &mut Log<'_>) -> Option<usize> {
        let written = id.value.as_ref();
        let found = self.positions.get(written).copied();
        if found.is_none() {
            let suggestion = log.suggest(written, self.sorted.iter().map(AsRef::as_ref));
            log.push(id.place, Fault::UnknownId { kind: self.kind, id: written.to_owned(), suggestion });
        }
        found
    }

    /// The positions of a list of ids in its order, each named once.
    pub(super) fn find_in_order(&self, key: &'static str, ids: &[Text<'_>], log: &mut Log<'_>) -> Vec<usize> {
        let mut seen = BTreeMap::new();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(position) = self.find(id, log) else { continue };
            if let Some(first) = seen.insert(position, id.place) {
                let fault = Fault::ListedTwice { key, id: id.value.to_string() };
                log.problems.push(Problem::at(id.place, fault).related_to(first));
            } else {
                found.push(position);
            }
        }
        found
    }

    /// The positions of a list of ids in ascending order, each named once.
    pub(super) fn find_all(&self, key: &'static str, ids: &[Text<'_>], log: &mut Log<'_>) -> Vec<usize> {
        let mut found = self.find_in_order(key, ids, log);
        found.sort_unstable();
        found
    }

    /// The position of an id, if there is such a one.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The id at a position.
    pub(super) fn id(&self, position: usize) -> &str {
        self.sorted.get(position).map_or("", AsRef::as_ref)
    }
}

/// Reports links that lead in a circle, at the first id of each path.
pub(super) fn report_circles(
    circles: &[Vec<usize>],
    link: Link,
    places: &[Place],
    ids: &Ids<'_>,
    log: &mut Log<'_>,
) {
    for circle in circles {
        let path = circle.iter().map(|&position| ids.id(position).to_owned()).collect();
        let place = circle.first().and_then(|&first| places.get(first)).copied();
        log.problems.push(Problem { fault: Fault::Cycle { link, path }, place, related: None });
    }
}
