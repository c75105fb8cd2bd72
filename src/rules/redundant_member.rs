//! Members that a group has already through another member.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::claim::EntryPlaces;
use crate::finding::{Fact, Finding};
use crate::problem::{Kind, Place};
use crate::scope::{Hierarchy, Node};

/// Links that are followed in all: a bound on time that real datasets stay far below.
const MOST_STEPS: usize = 5_000_000;

/// Of categories, the wholes that another of its wholes is part of already.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut steps = MOST_STEPS;
    let mut found = Vec::new();
    let mut look = |kind, hierarchy: &Hierarchy, places: &[EntryPlaces]| {
        let links: BTreeMap<Node, &[(Node, Place)]> = places
            .iter()
            .enumerate()
            .filter_map(|(position, places)| Some((hierarchy.declared(position)?, places.links.as_slice())))
            .collect();
        for (&entry, own) in &links {
            for (place, link, through) in redundant(own, &links, &mut steps) {
                let name = |node| hierarchy.id(node).to_owned();
                let (group, member) = if kind == Kind::Actor { (entry, link) } else { (link, entry) };
                let (group, member, through) = (name(group), name(member), name(through));
                found.push(Finding::at(place, Fact::RedundantMember { kind, group, member, through }));
            }
        }
    };
    look(Kind::Actor, &dataset.actors, &dataset.actor_places);
    look(Kind::Category, &dataset.categories, &dataset.category_places);
    found
}

/// The links of an entry that others of them lead to, each with the one that does.
fn redundant(
    own: &[(Node, Place)],
    links: &BTreeMap<Node, &[(Node, Place)]>,
    steps: &mut usize,
) -> Vec<(Place, Node, Node)> {
    if own.len() < 2 {
        return Vec::new();
    }
    let further = |node: Node| links.get(&node).into_iter().flat_map(|links| links.iter());
    let mut through: BTreeMap<Node, Node> = BTreeMap::new();
    let mut open: Vec<(Node, Node)> = own.iter().map(|&(link, _)| (link, link)).collect();
    let mut seen: BTreeSet<Node> = BTreeSet::new();
    while let Some((node, start)) = open.pop() {
        for &(next, _) in further(node) {
            let Some(left) = steps.checked_sub(1) else { return Vec::new() };
            *steps = left;
            if seen.insert(next) {
                through.insert(next, start);
                open.push((next, start));
            }
        }
    }
    let is_listed_again = |&(link, place): &(Node, Place)| Some((place, link, *through.get(&link)?));
    own.iter().filter_map(is_listed_again).collect()
}
