//! Groups with a single member.

use super::Subject;
use crate::finding::{Fact, Finding};

/// Only actors: that a category has one part, as net contributions are one of gross contributions, says
/// something.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let actors = &dataset.actors;
    let groups = dataset.actor_places.iter().enumerate().filter_map(|(position, places)| {
        let (group, [(member, place)]) = (actors.declared(position)?, places.links.as_slice()) else {
            return None;
        };
        let fact = Fact::GroupOfOne {
            group: actors.id(group).to_owned(),
            member: actors.id(*member).to_owned(),
            is_complete: actors.is_complete(group),
        };
        Some(Finding::at(*place, fact))
    });
    groups.collect()
}
