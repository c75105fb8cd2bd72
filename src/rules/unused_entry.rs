//! Actors and categories that no claim speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::claim::EntryPlaces;
use crate::finding::{Fact, Finding};
use crate::problem::Place;
use crate::scope::{Hierarchy, Node};

/// An actor is used if a claim names it, of whatever standing, or if it belongs together with one that is:
/// as a member, as a group around it, or as another member of such a group, which says who else is in it.
pub(super) fn actors(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    if !dataset.actor_places.iter().any(|places| subject.asks_about(places.id)) {
        return Vec::new();
    }
    let unused = unused(&dataset.actors, &dataset.actor_places, dataset.named().actors);
    unused.map(|(actor, place)| Finding::at(place, Fact::UnusedActor { actor })).collect()
}

/// Categories likewise.
pub(super) fn categories(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    if !dataset.category_places.iter().any(|places| subject.asks_about(places.id)) {
        return Vec::new();
    }
    let unused = unused(&dataset.categories, &dataset.category_places, dataset.named().categories);
    unused.map(|(category, place)| Finding::at(place, Fact::UnusedCategory { category })).collect()
}

/// The entries that no links tie to those that are named.
fn unused<'a>(
    hierarchy: &'a Hierarchy,
    places: &'a [EntryPlaces],
    named: BTreeSet<Node>,
) -> impl Iterator<Item = (String, Place)> + use<'a> {
    let mut tied: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let entries = || {
        let entry = |(position, places)| Some((hierarchy.declared(position)?, places));
        places.iter().enumerate().filter_map(entry)
    };
    for (entry, places) in entries() {
        // What is said to be part of everything is tied to nothing by that.
        for &(link, _) in places.links.iter().filter(|(link, _)| *link != Node::EVERYTHING) {
            tied.entry(entry).or_default().push(link);
            tied.entry(link).or_default().push(entry);
        }
    }
    let mut used = named;
    let mut open: Vec<Node> = used.iter().copied().collect();
    while let Some(node) = open.pop() {
        open.extend(tied.get(&node).into_iter().flatten().filter(|&&next| used.insert(next)));
    }
    let entries = places.iter().enumerate();
    entries.filter_map(move |(position, places)| {
        let entry = hierarchy.declared(position).filter(|entry| !used.contains(entry))?;
        Some((hierarchy.id(entry).to_owned(), places.id))
    })
}
