//! Files whose tables are not in the order of their ids.

use super::Subject;
use crate::finding::{Fact, Finding};
use crate::problem::{Kind, Place};

/// Of each file and kind of table, the first that should stand earlier, and the one that it should stand
/// before.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let actors = dataset.actors.ids().skip(1).zip(dataset.actor_places.iter().map(|places| places.id));
    let categories =
        dataset.categories.ids().skip(1).zip(dataset.category_places.iter().map(|places| places.id));
    let sources = dataset.sources.iter().map(|source| (source.id.as_str(), source.places.id));
    let claims = dataset.claims.iter().map(|claim| (claim.id.as_str(), claim.places.id));
    let kinds = [
        (Kind::Actor, actors.collect()),
        (Kind::Category, categories.collect()),
        (Kind::Source, sources.collect()),
        (Kind::Claim, claims.collect()),
    ];
    kinds.into_iter().flat_map(|(kind, tables)| out_of_order(kind, tables)).collect()
}

fn out_of_order(kind: Kind, mut tables: Vec<(&str, Place)>) -> Vec<Finding> {
    tables.sort_by_key(|&(_, place)| place);
    let mut found = Vec::new();
    for file in tables.chunk_by(|(_, one), (_, other)| one.file == other.file) {
        let Some(at) = file.windows(2).position(|pair| matches!(pair, [(a, _), (b, _)] if a > b)) else {
            continue;
        };
        // Up to there they are in order.
        let Some((before, [(id, place), ..])) = file.split_at_checked(at + 1) else { continue };
        let Some(&(next, next_place)) = before.get(before.partition_point(|(other, _)| other < id)) else {
            continue;
        };
        let fact = Fact::UnsortedFile { kind, id: (*id).to_owned(), before: next.to_owned() };
        found.push(Finding::at(*place, fact).and(next_place));
    }
    found
}
