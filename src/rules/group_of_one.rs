//! Groups with a single member.

use std::collections::BTreeSet;

use super::Subject;
use crate::finding::{Fact, Finding};
use crate::scope::Node;

/// Of actors: that a category has one part, as net contributions are one of gross contributions, says
/// something. So does a group that may have further members and that is told apart from the one that is
/// listed: claims speak of the member, and claims or other groups of the group.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let actors = &dataset.actors;
    let named = dataset.named().actors;
    let listed: BTreeSet<Node> =
        dataset.actor_places.iter().flat_map(|places| &places.links).map(|&(member, _)| member).collect();
    let groups = dataset.actor_places.iter().enumerate().filter_map(|(position, places)| {
        let (group, &[(member, place)]) = (actors.declared(position)?, places.links.as_slice()) else {
            return None;
        };
        let is_complete = actors.is_complete(group);
        let are_told_apart = named.contains(&member) && (named.contains(&group) || listed.contains(&group));
        (is_complete || !are_told_apart).then(|| {
            let (group, member) = (actors.id(group).to_owned(), actors.id(member).to_owned());
            Finding::at(place, Fact::GroupOfOne { group, member, is_complete })
        })
    });
    groups.collect()
}
